Gem::Specification.new do |spec|
  spec.name = "tiny"
  spec.version = "1.0.0"
  spec.summary = "A gem that the suite installers installs"
  spec.authors = ["Layerwise"]
  spec.homepage = "https://example.com"
  spec.license = "MIT"
  spec.files = ["lib/tiny.rb", "exe/tiny"]
  spec.bindir = "exe"
  spec.executables = ["tiny"]
end
