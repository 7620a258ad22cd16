defmodule Web.MixProject do
  use Mix.Project

  def project do
    [app: :web, version: "0.1.0", build_path: "../../_build", config_path: "../../config/config.exs", deps: [{:core, in_umbrella: true}]]
  end
end
