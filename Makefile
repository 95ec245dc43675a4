# make setup   installs what is missing and builds everything
# make run     runs the default pipeline: from raw files to a verified ONNX generator and its samples
# make test    runs all tests
# make bench   measures Gans against its peers
# make format  lays out the sources as .editorconfig says
# make clean   removes what was built
#
# LIBTORCH=DIR chooses another libtorch than the package's, for a GPU (see README.md).
.PHONY: setup run test bench format clean

setup:
	@setup/run command solution

run:
	@./gans run

test: setup
	dotnet test --solution Gans.sln -c Release --no-build

bench: setup
	@bench/run

format:
	dotnet format Gans.sln --exclude node_modules

clean:
	rm -rf build
