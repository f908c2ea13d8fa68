# shellcheck shell=bash disable=SC2034
# The Debian 12 packages nsmkit needs, in groups. This is the only list of them. COMMAND:PACKAGE: only where
# the command is missing.

# Compiler, build tools and libraries.
packages_build=(
  g++ cmake ninja-build pkg-config
  libyaml-dev libyaml-cpp-dev nlohmann-json3-dev libvalijson-dev libcli11-dev libre2-dev
  zlib1g-dev libarchive-dev libssl-dev libpcre2-dev
)

# The test programs.
packages_test=(libgtest-dev libgmock-dev libbenchmark-dev)

# Format, static analysis, fuzzing.
packages_check=(clang-format clang-tidy clang libclang-rt-14-dev shellcheck)

# Measuring: /usr/bin/time.
packages_bench=(time)

# The browser tests: a real browser, and the font of their pictures.
packages_browser=(chromium fonts-dejavu-core)

# Node.js, where there is none yet: other builds of it than Debian's do as well.
packages_node=(nodejs npm)

# Building the API server of the end-to-end run (tools/e2e/build), once per machine.
packages_e2e_build=(golang-go)

# The end-to-end run. Debian's kubernetes-client is not installed beside a kubectl of another origin.
packages_e2e=(etcd-server openssl jq kubectl:kubernetes-client)
