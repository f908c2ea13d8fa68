#pragma once

namespace nsmkit::cli {

/// Runs nsmkit on this process's arguments, files and streams; gives its exit status.
int run_process(int argc, char** argv);

}  // namespace nsmkit::cli
