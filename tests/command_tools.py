"""Lines of tools with a project of their own, which the oracle runs in that project, without a network.

A server named `x.invalid` is never found, so that downloads show what is looked at and prepared before.
"""

TOOLS = r"""
npm cache clean --force
npm config set registry https://x.invalid
npm pkg set name=y
corepack enable --install-directory ROOT/out pnpm
git clone https://x.invalid/y
git clone file://ROOT/app/sub new
git config --global user.name x
git init && git config user.name x && git add a && git status
git init --bare new
git ls-remote https://x.invalid/y
curl -fsSL https://x.invalid/y --create-dirs -o d/e/f
curl -F "f=<a" https://x.invalid/y
curl --data-urlencode n@a https://x.invalid/y
curl -w @a https://x.invalid/y
curl --libcurl code.c --stderr log --hsts h https://x.invalid/y
curl file://ROOT/app/a -o new
wget https://x.invalid/y.tgz
wget -o log -P sub https://x.invalid/y
wget -b https://x.invalid/y
gpg --batch --import a
gpg --batch --yes -o out --dearmor a
gpg --batch --no-default-keyring --keyring ./ring.gpg --import a
gpg --batch --verify a b
ssh-keygen -q -t ed25519 -N '' -f id
openssl req -x509 -nodes -newkey rsa:1024 -keyout k.pem -out c.pem -subj /CN=x
openssl dgst -sha256 a b
openssl enc -aes-256-cbc -in a -out z -pass file:b
pip --version
pip list --path sub
python3 -m venv --without-pip .venv
python3 -c "import json"
python3 -V
gem list
bundle --version
bundle config without test
go env -w GOPROXY=https://x.invalid
go version
composer config repositories.x composer https://x.invalid
zip -r new.zip sub
zip -m new b
unzip -q pack -d out
rsync -a sub/ new/
rsync --log-file=log a b2
touch version; rm version
chmod -022 a
rev a
df a
ldd run.sh
mktemp -p ROOT/out
useradd --help
adduser --version
pnpm --version
pnpm config set store-dir ROOT/out
pnpm config set x y --location=project
pnpm store path
pnpm store prune
yarn --version
yarn cache clean
yarn config set enableTelemetry false
uv version
uv cache clean
uv pip list
uv venv
uv venv .env/x
uv tool list
SHELL=/bin/bash uv tool update-shell
SHELL=/bin/bash pnpm setup
uv python find
poetry about
poetry version
poetry env info
poetry config virtualenvs.create false
poetry config --local virtualenvs.in-project true
poetry cache clear pypi --all -n
""".strip().splitlines()

# What each project file holds; all lie in the working directory and in the one above it.
PROJECT = {
    **dict.fromkeys(
        (".npmrc", ".yarnrc", "pip.conf", "poetry.toml", ".env", "Gemfile", ".gitconfig", ".curlrc"), ""
    ),
    "package.json": '{"name": "x", "version": "1.0.0"}',
    "pyproject.toml": '[project]\nname = "x"\nversion = "1"\n',
    "go.mod": "module x\n\ngo 1.19\n",
    "composer.json": '{"name": "x/x"}',
    "composer.lock": "{}",
    ".nvmrc": "20\n",
    "json.py": "",
}

# Names that a tool looks for in passing, and of which nothing depends: whether there is a repository above
# (git config --global, composer), features of Ruby that are built in, a URL taken for a path, a lock for a moment,
# folders of packages that Node knows since its first years, endings that it tries.
LOOKED_FOR = (
    r"\.git|HEAD|vendor|thread\.rb|(?:enumerator|fiber)\.so|libgcc_s\.so\.1|https?:|file:|rust-toolchain(?:\.toml)?"
    r"|.*\.(?:lock|tmp)|\.#lk.*|zi\w{6}|\.\w+\.\w{6}|__pycache__|.*\.ZIP|tmp\.\w{10}|\.popt|\.rustup|\.cargo"
    r"|\.node_(?:modules|libraries)|\.pnpmfile\.cjs\.(?:js|json|node)|\.npmrc\.\d+|_tmp_\w+"
)
