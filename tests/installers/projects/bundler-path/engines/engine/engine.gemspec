Gem::Specification.new do |spec|
  spec.name = "engine"
  spec.version = "1.0.0"
  spec.summary = "engine"
  spec.authors = ["us"]
  spec.files = Dir["lib/**/*.rb"]
end
