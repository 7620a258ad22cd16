Gem::Specification.new do |spec|
  spec.name = "own"
  spec.version = "1.0.0"
  spec.summary = "own"
  spec.authors = ["us"]
  spec.files = Dir["lib/**/*.rb"]
  spec.executables = ["own"]
  spec.bindir = "exe"
end
