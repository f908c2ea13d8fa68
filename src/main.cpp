#include "cli/process.hpp"

int main(int argc, char** argv) { return nsmkit::cli::run_process(argc, argv); }
