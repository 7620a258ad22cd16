defmodule Text.MixProject do
  use Mix.Project

  def project do
    [app: :text, version: "0.1.0", deps: []]
  end
end
