# make setup   installs what is missing and builds everything
# make run     runs the default pipeline: from raw files to a verified ONNX generator and its samples
# make test    runs all tests
# make bench   measures Gans against its peers
# make pack    makes the NuGet packages in build/packages
# make format  lays out the sources as .editorconfig says
# make clean   removes what was built
#
# LIBTORCH=DIR chooses another libtorch than the package's, for a GPU (see README.md).

# Neither the SDK nor the test runner reports to its makers.
export DOTNET_CLI_TELEMETRY_OPTOUT = 1
export TESTINGPLATFORM_TELEMETRY_OPTOUT = 1

.PHONY: setup run test bench pack format clean

setup:
	@setup/run command solution

run:
	@./gans run

# Collections of garbage are few: tests use TorchSharp's operators, which do not always survive one (onnx/Arithmetic/Held.cs).
test: export DOTNET_GCgen0size = 0x10000000
test: setup
	dotnet test --solution Gans.sln -c Release --no-build

bench: setup
	@bench/run

# From a build of its own, in which the paths of this machine are nowhere.
pack: setup
	rm -rf build/packages
	dotnet pack Gans.sln -c Release -o build/packages -p:ArtifactsPath=$(CURDIR)/build/release/ \
	    -p:ContinuousIntegrationBuild=true -p:RestoreLockedMode=true -p:NuGetAudit=false -nodeReuse:false -clp:ErrorsOnly

format:
	dotnet format Gans.sln --exclude node_modules

clean:
	rm -rf build
