"""Command lines as Dockerfiles spell them, run in /app by root: what each reads and writes.

`/**` stands for a path and all below it, SYSTEM for the system's own directories; what every program reads is left
out.
"""


def made(home: str) -> str:
    """What the maker of a user writes: the system's lists, and a home with the usual files."""
    shells = ".bash_logout .bash_profile .bashrc .config/** .cshrc .emacs .hushlogin .kshrc .login .mkshrc"
    files = f"{shells} .profile .tcshrc .zprofile .zshenv .zshrc".split()
    return " ".join(["SYSTEM", home, *(f"{home}/{name}" for name in files)])


_CONDAS = "anaconda anaconda2 anaconda3 conda mamba mambaforge micromamba miniconda miniconda2 miniconda3 miniforge3"
CONDA = " ".join(
    [
        *(f"/opt/{name}/**" for name in _CONDAS.split()),
        "/root/.bash_profile /root/.bashrc /root/.cache/conda/** /root/.conda/** /root/.condarc /root/.mamba/**",
        "/root/.mambarc /root/.profile /root/.zshrc",
        *(f"/root/{name}/**" for name in _CONDAS.split()),
    ]
)

KNOWN = [
    ("mkdir logs", "", "/app/logs"),
    ("mkdir -p /var/log/app /app/storage/logs", "", "/app/storage/logs /var/log/app"),
    ("mkdir -m 700 -p /run/secrets", "", "/run/secrets"),
    ("mkdir -pv storage/{cache,views}", "", "/app/storage/**"),
    ("touch /app/.env", "", "/app/.env"),
    ("touch -d '2020-01-01' a b", "", "/app/a /app/b"),
    ("touch -r package.json stamp", "/app/package.json", "/app/stamp"),
    ("truncate -s 0 log.txt", "", "/app/log.txt"),
    ("mkfifo -m 600 pipe", "", "/app/pipe"),
    ("echo x > .env", "", "/app/.env"),
    ("echo x >> /etc/hosts", "", "/etc/hosts"),
    ("printf 'a' | tee /etc/apt/sources.list.d/x.list", "", "/etc/apt/sources.list.d/x.list"),
    ("printf 'a' | tee -a conf/x.conf > /dev/null", "", "/app/conf/x.conf"),
    ("cat /proc/cpuinfo", "/proc/cpuinfo/**", ""),
    ("true 2>&1", "", ""),
    (": > empty.txt", "", "/app/empty.txt"),
    ("rm -rf node_modules", "", "/app/node_modules/**"),
    ("rm -f package-lock.json yarn.lock", "", "/app/package-lock.json/** /app/yarn.lock/**"),
    ("rm -rf /var/lib/apt/lists/*", "/var/lib/apt/lists/**", "/var/lib/apt/lists/**"),
    ("rm -rf ./*", "/app/**", "/app/**"),
    ("rm -rf dist/* .cache", "/app/dist/**", "/app/.cache/** /app/dist/**"),
    ("rm -- -odd", "", "/app/-odd/**"),
    ("rmdir empty", "", "/app/empty/**"),
    ("rmdir -p a/b/c", "", "/app /app/a /app/a/b /app/a/b/c/**"),
    ("unlink link", "", "/app/link/**"),
    ("shred -u -n 3 key.pem", "", "/app/key.pem/**"),
    ("rm -rf ~/.cache", "", "/root/.cache/**"),
    ("setcap cap_net_bind_service=+ep /app/server", "", "/app/server/**"),
    ("setfacl -R -m u:www-data:rwX storage", "", "/app/storage/**"),
    ("cp .env.example .env", "/app/.env.example/**", "/app/.env/**"),
    ("cp a b", "/app/a/**", "/app/b/**"),
    ("cp a b/", "/app/a/**", "/app/b/a/**"),
    ("cp a b c dir", "/app/a/** /app/b/** /app/c/**", "/app/dir/a/** /app/dir/b/** /app/dir/c/**"),
    ("cp a .", "/app/a/**", "/app/a/**"),
    ("cp -r config/. /etc/app/", "/app/config/**", "/etc/app/**"),
    ("cp -r src lib", "/app/src/**", "/app/lib/**"),
    ("cp -R src/ lib/", "/app/src/**", "/app/lib/src/**"),
    ("cp *.conf /etc/nginx/conf.d/", "/app/**", "/etc/nginx/conf.d/**"),
    ("cp -t /usr/local/bin a b", "/app/a/** /app/b/**", "/usr/local/bin/a/** /usr/local/bin/b/**"),
    ("cp --parents a/b /out", "/app/a/b/**", "/out/**"),
    ("cp -a . /srv", "/app/**", "/srv/**"),
    ("cp -T a b", "/app/a/**", "/app/b/**"),
    ("cp -b a b", "/app/a/**", "/app/** /app/b/**"),
    ("cp -s /data/x y", "/data/x/**", "/app/y/** /data/x/**"),
    ("mv a b", "/app/a/**", "/app/a/** /app/b/**"),
    ("mv a b dir/", "/app/a/** /app/b/**", "/app/a/** /app/b/** /app/dir/a/** /app/dir/b/**"),
    ("mv dist/* .", "/app/dist/**", "/app/** /app/dist/**"),
    ("mv -t out a b", "/app/a/** /app/b/**", "/app/a/** /app/b/** /app/out/a/** /app/out/b/**"),
    ("mv -f .env.docker .env", "/app/.env.docker/**", "/app/.env.docker/** /app/.env/**"),
    (
        "mv composer.phar /usr/local/bin/composer",
        "/app/composer.phar/**",
        "/app/composer.phar/** /usr/local/bin/composer/**",
    ),
    ("mv /scratch/x /app", "/scratch/x/**", "/app/** /scratch/x/**"),
    ("ln -s /data /app/data", "", "/app/data/** /data"),
    ("ln -sf /usr/bin/python3 /usr/bin/python", "", "/usr/bin/python/** /usr/bin/python3"),
    ("ln -s ../shared/config", "", "/app/config/** /app/shared/config /shared/config"),
    ("ln -s /storage/app/public public/storage", "", "/app/public/storage/** /storage/app/public"),
    ("ln -sfn /data ./", "", "/app/data/** /data"),
    ("ln -s a b dir/", "", "/app/a /app/b /app/dir/a /app/dir/a/** /app/dir/b /app/dir/b/**"),
    ("ln a b", "/app/a/**", "/app/a /app/b/**"),
    ("ln -sr a sub/b", "", "/app/a /app/sub/b/**"),
    ("ln -snf /usr/share/zoneinfo/UTC /etc/localtime", "", "/etc/localtime/** /usr/share/zoneinfo/UTC"),
    ("install -d -m 0755 /etc/apt/keyrings logs", "", "/app/logs /etc/apt/keyrings"),
    ("install -m 755 tool /usr/local/bin/tool", "/app/tool/**", "/usr/local/bin/tool/**"),
    ("install -Dm644 a.conf /etc/a/a.conf", "/app/a.conf/**", "/etc/a/a.conf/**"),
    (
        "install -o root -g root -m 0755 a b /usr/local/bin/",
        "/app/a/** /app/b/**",
        "/usr/local/bin/a/** /usr/local/bin/b/**",
    ),
    ("install -t /usr/local/bin -m 755 tool", "/app/tool/**", "/usr/local/bin/tool/**"),
    ("rsync -a /src/ /app/out", "/src/**", "/app/out/**"),
    ("rsync -a --exclude node_modules . /dest/", "/app/**", "/dest/**"),
    ("rsync --remove-source-files a b", "/app/a/**", "/app/a/** /app/b/**"),
    ("dd if=/dev/zero of=blob bs=1M count=1", "", "/app/blob"),
    ("dd if=a of=/dev/null", "/app/a", ""),
    ("mktemp", "", ""),
    ("mktemp -d", "", ""),
    ("mktemp -d /build/x.XXXX", "", "/build/x.XXXX"),
    ("mktemp -p /app x.XXXX", "", "/app/x.XXXX"),
    ("dos2unix run.sh bin/start", "/app/bin/start /app/run.sh", "/app/bin/start /app/run.sh"),
    ("dos2unix -n a b", "/app/a /app/b", "/app/a /app/b"),
    ("patch -p1 < fix.patch", "/app/** /app/fix.patch", "/app/**"),
    ("patch -d vendor/x -p1 -i /patches/a.patch", "/app/vendor/x/** /patches/a.patch", "/app/vendor/x/**"),
    ("patch src/a.c /patches/a.patch", "/app/** /app/src/a.c /patches/a.patch", "/app/** /app/src/a.c"),
    ("ls", "", ""),
    ("ls -la", "", ""),
    ("ls -la | head", "/app/**", ""),
    ("ls > list.txt", "/app/**", "/app/list.txt"),
    ("ls *.txt", "/app/**", ""),
    ("sudo ls /app/src", "/app/src", ""),
    ("X=$(ls) true", "/app/**", ""),
    ("du -sh .", "/app", ""),
    ("tree -L 2", "", ""),
    ("cat package.json", "/app/package.json/**", ""),
    ("cat /etc/os-release", "/etc/os-release/**", ""),
    ("head -n 5 README.md", "/app/README.md/**", ""),
    ("tail -c 10 a b", "/app/a/** /app/b/**", ""),
    ("cut -d: -f1 /etc/passwd", "/etc/passwd/**", ""),
    ("sort -u a -o b", "/app/a/**", "/app/b"),
    ("sort -k 2 -t , names.csv", "/app/names.csv/**", ""),
    ("uniq a b", "/app/a", "/app/b"),
    ("wc -l a", "/app/a/**", ""),
    ("stat -c %s a", "/app/a/**", ""),
    ("file a", "/app/a/**", ""),
    ("md5sum a", "/app/a/**", ""),
    ("sha256sum -c sums.txt", "/app/** /app/sums.txt/**", ""),
    ('echo "abc  file" | sha256sum -c -', "/app/**", ""),
    ("readlink -f x", "/app/x/**", ""),
    ("realpath --relative-to=/x a", "/app/a/** /x", ""),
    ("diff a b", "/app/a/** /app/b/**", ""),
    ("base64 -w 0 a", "/app/a/**", ""),
    ("xxd -p a b", "/app/a", "/app/b"),
    ("date", "", ""),
    ("date -r a", "/app/a", ""),
    ("pwd", "", ""),
    ("id -u app", "", ""),
    ("echo *.txt", "/app/**", ""),
    ('echo "hello"', "", ""),
    ("sleep 5", "", ""),
    ("true", "", ""),
    ("export A=1", "", ""),
    ("which node", "", ""),
    ("command -v ./run.sh", "/app/run.sh", ""),
    ("cd sub", "/app/sub", ""),
    ("test -f package.json", "/app/package.json", ""),
    ("[ -d node_modules ]", "/app/node_modules", ""),
    ('[ "$A" = b ]', "", ""),
    ("[ a -nt b ]", "/app/a /app/b", ""),
    ("[[ -e x && -n y ]]", "/app/x", ""),
    ("grep x a b", "/app/a/** /app/b/**", ""),
    ("grep -r TODO", "/app/**", ""),
    ("grep -rn TODO src", "/app/src/**", ""),
    ('grep -q "^x" /etc/hosts', "/etc/hosts/**", ""),
    ("grep -f patterns.txt a", "/app/a/** /app/patterns.txt/**", ""),
    ("grep -e x -e y a", "/app/a/**", ""),
    ("egrep -v x a", "/app/a/**", ""),
    ("sed s/a/b/ x", "/app/x", ""),
    ("sed -i s/a/b/ x y", "/app/x /app/y", "/app/x /app/y"),
    (r"sed -i 's/\r$//' entrypoint.sh", "/app/entrypoint.sh", "/app/entrypoint.sh"),
    ("sed -i.bak 's|a|b|g' conf.ini", "/app/conf.ini", "/app/conf.ini /app/conf.ini.bak"),
    ("sed -i -e 's/a/b/' -e '/x/d' f", "/app/f", "/app/f"),
    (r"sed -ri 's/(a)/\1/' f", "/app/f", "/app/f"),
    ("sed --in-place=.orig 's/a/b/' f", "/app/f", "/app/f /app/f.orig"),
    ("sed -ie s/a/b/ f", "/app/f", "/app/f /app/fe"),
    ("sed -n '1,/x/p' f", "/app/f", ""),
    ("sed '/^#/d;s/ //' f", "/app/f", ""),
    (r"sed -i '/\[tool\]/,/^$/d' pyproject.toml", "/app/pyproject.toml", "/app/pyproject.toml"),
    ('sed -i "s|VERSION|${UNHEARD}|g" index.html', "/app/index.html", "/app/index.html"),
    ("sed -i '1i import x' f", "/app/f", "/app/f"),
    (r"sed -i '$ a\text' f", "/app/f", "/app/f"),
    ("sed -i 's/a/b/' *.py", "/app/**", "/app/**"),
    ("sed 'y/abc/def/' f", "/app/f", ""),
    (r"sed '\,/a\,b\\,d;\|c|!p' f", "/app/f", ""),
    ("awk '{print $1}' f", "/app/f", ""),
    ("awk -F: '$3 > 10 {print $1}' /etc/passwd", "/etc/passwd", ""),
    ("awk '/a|b/ {n++} END {print n}' f", "/app/f", ""),
    ("awk -v x=1 '{print x}' f", "/app/f", ""),
    ("jq . a.json", "/app/a.json", ""),
    ("jq -r .version package.json", "/app/package.json", ""),
    ("jq --arg v \"$UNHEARD\" '.version=$v' package.json > p.json", "/app/package.json", "/app/p.json"),
    ("jq --slurpfile x x.json . a.json", "/app/a.json /app/x.json", ""),
    ("jq -n --argjson a 1 '$a'", "", ""),
    ("yq -i '.a=1' conf.yml", "/app/conf.yml", "/app/conf.yml"),
    ("yq eval .a conf.yml", "/app/conf.yml", ""),
    ("envsubst < a.tpl > a.conf", "/app/a.tpl", "/app/a.conf"),
    ("find . -name '*.pyc' -delete", "/app/**", "/app/**"),
    ("find . -name x", "/app", ""),
    ("find /usr/local -depth -type d -exec rm -rf '{}' +", "/usr/local/**", "/usr/local/**"),
    (r"find src -type f -exec sed -i 's/\r$//' {} +", "/app/src/**", "/app/src/**"),
    ("find a b -newer c -print", "/app/a /app/b /app/c", ""),
    (r"find . -exec cp {} /dest/ \;", "/app/**", "/dest/**"),
    ("find . -name '*.log' | xargs rm -f", "/app/**", "/app/**"),
    ("find src -type f -print0 | xargs -0 sed -i 's/a/b/'", "/app/src/**", "/app/src/**"),
    ("find . -name '*.c' | xargs -I{} mv {} /out/", "/app/**", "/app/** /out/**"),
    ("cat packages.txt | xargs apt-get install -y", "/app/packages.txt/**", "SYSTEM /var/www/**"),
    ("tar xzf a.tgz", "/app/a.tgz", "/app/**"),
    ("tar -xzf a.tgz -C /opt", "/app/a.tgz", "/opt/**"),
    (
        "tar -xJf node.tar.xz -C /usr/local --strip-components=1 --no-same-owner",
        "/app/node.tar.xz",
        "/usr/local/**",
    ),
    ("tar xfC a.tar /out", "/app/a.tar", "/out/**"),
    (
        "curl -L https://x/y.tgz | tar xz -C /opt",
        "/root/.config/curlrc /root/.curlrc /root/.netrc",
        "/opt/**",
    ),
    ("tar -czf out.tgz src conf", "/app/conf/** /app/src/**", "/app/out.tgz"),
    ("tar -C /data -cf out.tar .", "/app/** /data/**", "/app/out.tar"),
    ("tar cf - src", "/app/src/**", ""),
    ("tar tf a.tar", "/app/a.tar", ""),
    ("tar -xOf a.tar x", "/app/a.tar", ""),
    ("unzip a.zip", "/app/a.zip", "/app/**"),
    ("unzip -q -o a.zip -d /opt/x", "/app/a.zip", "/opt/x/**"),
    ("unzip a.zip x.txt y.txt -d out", "/app/a.zip", "/app/out/**"),
    ("unzip -l a.zip", "/app/a.zip", ""),
    ("zip -r app.zip src", "/app/app.zip /app/src/**", "/app/app.zip"),
    ("zip app src/a", "/app/app.zip /app/src/a/**", "/app/app.zip"),
    ("jar xf a.jar", "/app/a.jar", "/app/**"),
    ("7z x a.7z -o/out", "/app/a.7z", "/out/**"),
    ("gzip a.txt", "/app/a.txt", "/app/a.txt /app/a.txt.gz"),
    ("gzip -d a.txt.gz", "/app/a.txt.gz", "/app/a.txt /app/a.txt.gz"),
    ("gunzip data/dump.sql.gz", "/app/data/dump.sql.gz", "/app/data/dump.sql /app/data/dump.sql.gz"),
    ("gzip -k9 a", "/app/a", "/app/a /app/a.gz"),
    ("gzip -c a > a.gz", "/app/a", "/app/a.gz"),
    ("gzip -r static", "/app/static/**", "/app/**"),
    ("bunzip2 a.bz2", "/app/a.bz2", "/app/a /app/a.bz2"),
    ("xz -d a.tar.xz", "/app/a.tar.xz", "/app/a.tar /app/a.tar.xz"),
    ("zstd -d a.zst -o a", "/app/a.zst", "/app/a"),
    ("zcat a.gz > a", "/app/a.gz", "/app/a"),
    ("curl https://x/y", "/root/.config/curlrc /root/.curlrc /root/.netrc", ""),
    (
        "curl -fsSL https://x/y -o /usr/local/bin/y",
        "/root/.config/curlrc /root/.curlrc /root/.netrc",
        "/usr/local/bin/y",
    ),
    ("curl -fsSLo y https://x/y", "/root/.config/curlrc /root/.curlrc /root/.netrc", "/app/y"),
    ("curl -LO https://x/y.tgz", "/root/.config/curlrc /root/.curlrc /root/.netrc", "/app/y.tgz"),
    ("curl -O https://x/a-$UNHEARD.tgz", "/root/.config/curlrc /root/.curlrc /root/.netrc", "/app/**"),
    (
        "curl -sSL --output-dir /opt -o y https://x/y",
        "/root/.config/curlrc /root/.curlrc /root/.netrc",
        "/opt/y",
    ),
    ("curl -x proxy:1 -m 5 -i https://x/y", "/root/.config/curlrc /root/.curlrc /root/.netrc", ""),
    ("curl -OJ https://x/y", "/root/.config/curlrc /root/.curlrc /root/.netrc", "/app/** /app/y"),
    ("curl -T a https://x/y", "/app/a/** /root/.config/curlrc /root/.curlrc /root/.netrc", ""),
    ("curl -d @body.json https://x/y", "/app/body.json /root/.config/curlrc /root/.curlrc /root/.netrc", ""),
    ('curl -H "A: $TOKEN" https://x/y', "/root/.config/curlrc /root/.curlrc /root/.netrc", ""),
    ("curl https://x/y > out", "/root/.config/curlrc /root/.curlrc /root/.netrc", "/app/out"),
    ("wget https://x/y.tgz", "/root/.netrc /root/.wget-hsts /root/.wgetrc", "/app/y.tgz /root/.wget-hsts"),
    (
        "wget -q https://x/y.tgz?z=1",
        "/app/https:/x/** /root/.netrc /root/.wget-hsts /root/.wgetrc",
        "/app/y.tgz /app/y.tgz?z=1 /root/.wget-hsts",
    ),
    (
        "wget -O /usr/bin/y https://x/y",
        "/root/.netrc /root/.wget-hsts /root/.wgetrc",
        "/root/.wget-hsts /usr/bin/y",
    ),
    ("wget -qO- https://x/y", "/root/.netrc /root/.wget-hsts /root/.wgetrc", "/root/.wget-hsts"),
    (
        "wget -P /opt https://x/y.zip",
        "/root/.netrc /root/.wget-hsts /root/.wgetrc",
        "/opt/y.zip /root/.wget-hsts",
    ),
    ("wget -r https://x/", "/root/.netrc /root/.wget-hsts /root/.wgetrc", "/app/** /root/.wget-hsts"),
    (
        "wget --no-check-certificate https://x",
        "/root/.netrc /root/.wget-hsts /root/.wgetrc",
        "/app/index.html /root/.wget-hsts",
    ),
    (
        "wget -i list.txt",
        "/app/list.txt/** /root/.netrc /root/.wget-hsts /root/.wgetrc",
        "/app/** /root/.wget-hsts",
    ),
    (
        "git clone https://x/y.git",
        (
            "/root/.config/git/attributes /root/.config/git/config /root/.config/git/ignore "
            "/root/.git-credentials /root/.gitconfig /root/.netrc"
        ),
        "/app/y/**",
    ),
    (
        "git clone --depth 1 -b main https://x/y /opt/y",
        (
            "/root/.config/git/attributes /root/.config/git/config /root/.config/git/ignore "
            "/root/.git-credentials /root/.gitconfig /root/.netrc"
        ),
        "/opt/y/**",
    ),
    (
        "git clone git@host:a/b.git",
        (
            "/root/.config/git/attributes /root/.config/git/config /root/.config/git/ignore "
            "/root/.git-credentials /root/.gitconfig /root/.netrc"
        ),
        "/app/b/**",
    ),
    (
        'git clone --branch "$UNHEARD" https://x/y.git lib',
        (
            "/root/.config/git/attributes /root/.config/git/config /root/.config/git/ignore "
            "/root/.git-credentials /root/.gitconfig /root/.netrc"
        ),
        "/app/lib/**",
    ),
    (
        "git clone https://x/$UNHEARD",
        (
            "/root/.config/git/attributes /root/.config/git/config /root/.config/git/ignore "
            "/root/.git-credentials /root/.gitconfig /root/.netrc"
        ),
        "/app/**",
    ),
    (
        "git -C /opt clone https://x/y",
        (
            "/root/.config/git/attributes /root/.config/git/config /root/.config/git/ignore "
            "/root/.git-credentials /root/.gitconfig /root/.netrc"
        ),
        "/opt/y/**",
    ),
    (
        "git clone ../other",
        (
            "/other.bundle/** /other.git/** /other/** /root/.config/git/attributes "
            "/root/.config/git/config /root/.config/git/ignore /root/.git-credentials "
            "/root/.gitconfig /root/.netrc"
        ),
        "/app/other/**",
    ),
    (
        "git config --global user.name x",
        "/root/.config/git/config /root/.git-credentials /root/.gitconfig /root/.netrc",
        ("/etc/gitconfig/** /root/.config/git/config /root/.git-credentials /root/.gitconfig /root/.netrc"),
    ),
    (
        "git config user.name x",
        (
            "/.git/** /app/.git/** /root/.config/git/attributes /root/.config/git/config "
            "/root/.config/git/ignore /root/.git-credentials /root/.gitconfig /root/.netrc"
        ),
        "/.git/** /app/.git/**",
    ),
    (
        "git init",
        (
            "/root/.config/git/attributes /root/.config/git/config /root/.config/git/ignore "
            "/root/.git-credentials /root/.gitconfig /root/.netrc"
        ),
        "/app/.git/**",
    ),
    (
        "git rev-parse HEAD",
        (
            "/.git/** /app/.git/** /root/.config/git/attributes /root/.config/git/config "
            "/root/.config/git/ignore /root/.git-credentials /root/.gitconfig /root/.netrc"
        ),
        "",
    ),
    (
        "git clone https://x/y && cd y && git checkout v1",
        (
            "/app/y /app/y/** /root/.config/git/attributes /root/.config/git/config "
            "/root/.config/git/ignore /root/.git-credentials /root/.gitconfig /root/.netrc"
        ),
        "/app/y/**",
    ),
    ("apt-get update", "", "SYSTEM"),
    ("apt-get install -y --no-install-recommends git curl", "", "SYSTEM"),
    ("apt-get install -y ./chrome.deb", "/app/chrome.deb", "SYSTEM /var/www/**"),
    ("apt install -y nginx", "", "SYSTEM /var/www/**"),
    ("apt-get install -y libapache2-mod-php8.3", "", "SYSTEM /var/www/**"),
    ("apt-get install -y php8.3", "", "SYSTEM /var/www/**"),
    ("apt-get install -y php8.3-gd libwebp-dev libnghttp2-dev libwebkit2gtk-4.1-dev", "", "SYSTEM"),
    ("apt-get -o Acquire::Retries=3 -t bookworm-backports install x/bookworm", "", "SYSTEM"),
    ("apt-get purge -y --auto-remove $BUILD", "", "SYSTEM /var/www/**"),
    ("apt-get download x", "/app/**", "SYSTEM /app/**"),
    (
        "nix-env -iA nixpkgs.git",
        (
            "/root/.cache/nix/** /root/.config/nix/** /root/.config/nixpkgs/** /root/.local/state/nix/** "
            "/root/.nix-channels /root/.nix-defexpr/** /root/.nix-profile/**"
        ),
        (
            "SYSTEM /nix/** /root/.cache/nix/** /root/.config/nix/** /root/.config/nixpkgs/** "
            "/root/.local/state/nix/** /root/.nix-channels /root/.nix-defexpr/** /root/.nix-profile/**"
        ),
    ),
    (
        "nix profile install nixpkgs#git",
        (
            "/root/.cache/nix/** /root/.config/nix/** /root/.config/nixpkgs/** /root/.local/state/nix/** "
            "/root/.nix-channels /root/.nix-defexpr/** /root/.nix-profile/**"
        ),
        (
            "SYSTEM /nix/** /root/.cache/nix/** /root/.config/nix/** /root/.config/nixpkgs/** "
            "/root/.local/state/nix/** /root/.nix-channels /root/.nix-defexpr/** /root/.nix-profile/**"
        ),
    ),
    (
        "nix-channel --update",
        (
            "/root/.cache/nix/** /root/.config/nix/** /root/.config/nixpkgs/** /root/.local/state/nix/** "
            "/root/.nix-channels /root/.nix-defexpr/** /root/.nix-profile/**"
        ),
        (
            "SYSTEM /nix/** /root/.cache/nix/** /root/.config/nix/** /root/.config/nixpkgs/** "
            "/root/.local/state/nix/** /root/.nix-channels /root/.nix-defexpr/** /root/.nix-profile/**"
        ),
    ),
    ("apk add --no-cache --virtual .build gcc", "", "SYSTEM"),
    ("apk add --repository https://x/edge/$UNHEARD x", "", "SYSTEM"),
    ("apk add --root /rootfs --initdb busybox", "", "SYSTEM /rootfs/**"),
    ("apk add --allow-untrusted ./x.apk", "/app/x.apk", "SYSTEM /var/www/**"),
    ("apk del .build", "", "SYSTEM"),
    ("yum install -y https://x/y.rpm", "", "SYSTEM /var/www/**"),
    ("dnf --installroot /mnt install -y x", "", "SYSTEM /mnt/**"),
    ("dpkg -i a.deb", "/app/a.deb", "SYSTEM /var/www/**"),
    ("dpkg -i /scratch/*.deb", "/scratch/**", "SYSTEM /var/www/**"),
    ("dpkg -x a.deb out", "/app/a.deb", "/app/out/**"),
    ("dpkg --add-architecture i386", "", "SYSTEM"),
    ("rpm -ivh a.rpm", "/app/a.rpm", "SYSTEM /var/www/**"),
    ("apt-key add key.asc", "/app/key.asc", "SYSTEM"),
    ("curl https://x/key | apt-key add -", "/root/.config/curlrc /root/.curlrc /root/.netrc", "SYSTEM"),
    ("add-apt-repository ppa:x/y", "", "SYSTEM"),
    ("locale-gen en_US.UTF-8", "", "SYSTEM"),
    ("update-ca-certificates", "", "SYSTEM"),
    ("ldconfig", "", "SYSTEM"),
    ("ldconfig /opt/lib", "/opt/lib/**", "SYSTEM /opt/lib/**"),
    ("a2enmod rewrite", "", "SYSTEM"),
    (
        "fc-cache -f /app/fonts",
        (
            "/app/fonts/** /root/.cache/fontconfig/** /root/.config/fontconfig/** "
            "/root/.fontconfig/** /root/.fonts.conf /root/.fonts.conf.d/** /root/.fonts/** "
            "/root/.local/share/fonts/**"
        ),
        "SYSTEM /app/fonts/** /root/.cache/fontconfig/** /root/.fontconfig/**",
    ),
    ("service postgresql start", "", "SYSTEM"),
    ("docker-php-ext-install pdo_mysql", "", "SYSTEM /tmp/pear/** /usr/local/php/** /usr/src/php/**"),
    (
        "docker-php-ext-configure gd --with-freetype",
        "",
        "SYSTEM /tmp/pear/** /usr/local/php/** /usr/src/php/**",
    ),
    (
        "pecl install redis",
        "/app/redis /root/.pearrc",
        "SYSTEM /root/.pearrc /tmp/pear/** /usr/local/php/** /usr/src/php/**",
    ),
    (
        "pecl install ./x.tgz",
        "/app/x.tgz /root/.pearrc",
        "SYSTEM /root/.pearrc /tmp/pear/** /usr/local/php/** /usr/src/php/**",
    ),
    ("useradd -m app", "", made("/home/app")),
    ("useradd -r -u 1001 -g app app", "", made("/home/app")),
    ("useradd -M -d /app app", "", "SYSTEM"),
    ("useradd -m -d /app -s /bin/sh app", "", made("/app")),
    ("useradd -b /srv app", "", made("/srv/app")),
    ("useradd -k skel -m app", "/app/skel/**", "SYSTEM /home/app/**"),
    ("adduser -D -H -u 1000 app", "", "SYSTEM"),
    ("adduser -D app", "", made("/home/app")),
    ('adduser --disabled-password --gecos "" --home /app --no-create-home app', "", "SYSTEM"),
    ("adduser -h /app -S -D app", "", made("/app")),
    ("adduser app www-data", "", "SYSTEM"),
    ("addgroup -S app", "", "SYSTEM"),
    ("groupadd -g 1000 app", "", "SYSTEM"),
    ("usermod -aG docker app", "", "SYSTEM /etc/group /etc/passwd"),
    (
        "usermod -d /x -m app",
        "/home/app/** /var/www/**",
        "SYSTEM /etc/group /etc/passwd /home/app/** /var/www/** /x/**",
    ),
    ("userdel -r node", "", "SYSTEM /etc/group /etc/passwd /home/node/** /var/www/**"),
    ("groupmod -g 1000 node", "", "SYSTEM /etc/group /etc/passwd"),
    ("echo 'root:x' | chpasswd", "", "SYSTEM"),
    ("gpg --batch --keyserver x --recv-keys ABC", "/root/.gnupg/**", "/root/.gnupg/**"),
    (
        "gpg --dearmor -o /etc/apt/keyrings/x.gpg",
        "/root/.gnupg/**",
        "/etc/apt/keyrings/x.gpg /root/.gnupg/**",
    ),
    (
        "gpg --dearmor key.asc",
        "/app/key.asc /root/.gnupg/**",
        "/app/key.asc.asc /app/key.asc.gpg /root/.gnupg/**",
    ),
    ("gpg --import key.asc", "/app/key.asc /root/.gnupg/**", "/root/.gnupg/**"),
    ("gpg --verify a.asc a", "/app/a /app/a.asc /root/.gnupg/**", "/root/.gnupg/**"),
    (
        "ssh-keygen -t rsa -N '' -f id_rsa",
        "/app/id_rsa /app/id_rsa.pub /root/.ssh/**",
        "/app/id_rsa /app/id_rsa.pub",
    ),
    ("ssh-keygen -A", "/root/.ssh/**", "/etc/ssh/** /root/.ssh/**"),
    ("ssh-keyscan github.com >> ~/.ssh/known_hosts", "", "/root/.ssh/known_hosts"),
    ("ssh -T git@github.com", "/etc/ssh/** /root/.ssh/**", "/etc/ssh/** /root/.ssh/**"),
    (
        "openssl req -x509 -nodes -newkey rsa:2048 -keyout key.pem -out cert.pem -subj /CN=x",
        "",
        "/app/cert.pem /app/key.pem /app/privkey.pem /root/.rnd",
    ),
    ("openssl genrsa -out key.pem 2048", "", "/app/key.pem /root/.rnd"),
    (
        "openssl x509 -req -in a.csr -CA ca.pem -CAkey ca.key -CAcreateserial -out a.crt",
        "/app/a.csr /app/ca.key /app/ca.pem /app/ca.pem.srl /app/ca.srl",
        "/app/a.crt /app/ca.pem.srl /app/ca.srl /root/.rnd",
    ),
    ("openssl version", "", ""),
    (
        "npm cache clean --force",
        (
            "/.npmrc /app/.npmrc /app/package.json /etc/npmrc /package.json /root/.gitconfig "
            "/root/.npm/** /root/.npmrc /usr/local/etc/npmrc"
        ),
        "/root/.npm/**",
    ),
    (
        "npm config set registry https://x",
        (
            "/.npmrc /app/.npmrc /app/package.json /etc/npmrc /package.json /root/.gitconfig "
            "/root/.npmrc /usr/local/etc/npmrc"
        ),
        "SYSTEM /root/.npm/** /root/.npmrc",
    ),
    (
        "npm config set x y --location=project",
        (
            "/.npmrc /app/.npmrc /app/package.json /etc/npmrc /package.json /root/.gitconfig "
            "/root/.npmrc /usr/local/etc/npmrc"
        ),
        "/.npmrc /app/.npmrc /root/.npm/**",
    ),
    (
        "npm config get registry",
        (
            "/.npmrc /app/.npmrc /app/package.json /etc/npmrc /package.json /root/.gitconfig "
            "/root/.npmrc /usr/local/etc/npmrc"
        ),
        "/root/.npm/**",
    ),
    (
        "npm set x=y",
        (
            "/.npmrc /app/.npmrc /app/package.json /etc/npmrc /package.json /root/.gitconfig "
            "/root/.npmrc /usr/local/etc/npmrc"
        ),
        "SYSTEM /root/.npm/** /root/.npmrc",
    ),
    (
        "npm pkg set name=x",
        (
            "/.npmrc /app/.npmrc /app/package.json /etc/npmrc /package.json /root/.gitconfig "
            "/root/.npmrc /usr/local/etc/npmrc"
        ),
        "/app/package.json /package.json /root/.npm/**",
    ),
    (
        "npm version",
        (
            "/.npmrc /app/.npmrc /app/package.json /etc/npmrc /package.json /root/.gitconfig "
            "/root/.npmrc /usr/local/etc/npmrc"
        ),
        "/root/.npm/**",
    ),
    (
        "npm -v",
        (
            "/.npmrc /app/.npmrc /app/package.json /etc/npmrc /package.json /root/.gitconfig "
            "/root/.npmrc /usr/local/etc/npmrc"
        ),
        "",
    ),
    (
        "pnpm config set store-dir /store",
        (
            "/.corepack.env /.npmrc /.pnpm-workspace.yaml /.pnpm-workspace.yml "
            "/.pnpm-workspaces.yaml /.pnpm-workspaces.yml /.pnpmfile.cjs /.pnpmfile.mjs "
            "/app/.corepack.env /app/.npmrc /app/.pnpm-workspace.yaml /app/.pnpm-workspace.yml "
            "/app/.pnpm-workspaces.yaml /app/.pnpm-workspaces.yml /app/.pnpmfile.cjs "
            "/app/.pnpmfile.mjs /app/package.json /app/pnpm-lock.yaml /app/pnpm-workspace.yaml "
            "/app/pnpm-workspace.yml /app/pnpm-workspaces.yaml /app/pnpm-workspaces.yml "
            "/app/pnpmfile.cjs /package.json /pnpm-lock.yaml /pnpm-workspace.yaml "
            "/pnpm-workspace.yml /pnpm-workspaces.yaml /pnpm-workspaces.yml /pnpmfile.cjs "
            "/root/.config/pnpm/** /root/.gitconfig /root/.npmrc"
        ),
        (
            "/root/.cache/node/corepack/** /root/.cache/pnpm/** /root/.config/pnpm/** "
            "/root/.config/pnpm/auth.ini /root/.config/pnpm/rc /root/.local/share/pnpm/** "
            "/root/.local/state/pnpm/** /root/.npm/** /root/.npmrc /root/.pnpm-store/**"
        ),
    ),
    (
        "bun pm cache rm",
        "/app/bunfig.toml /app/package.json /bunfig.toml /package.json /root/.bun/**",
        "SYSTEM /root/.bun/**",
    ),
    ("corepack enable", "", "SYSTEM /root/.cache/node/corepack/**"),
    ("corepack enable pnpm", "", "SYSTEM /root/.cache/node/corepack/**"),
    ("corepack prepare pnpm@9.1.0 --activate", "", "SYSTEM /root/.cache/node/corepack/**"),
    (
        "corepack prepare",
        "/.corepack.env /app/.corepack.env /app/package.json /package.json",
        "SYSTEM /root/.cache/node/corepack/**",
    ),
    (
        "playwright install chromium",
        "/root/.cache/ms-playwright/** /root/.cache/puppeteer/**",
        "SYSTEM /root/.cache/ms-playwright/** /root/.cache/puppeteer/**",
    ),
    ("node -p process.version", "", ""),
    (
        ". ~/.nvm/nvm.sh && nvm install 20",
        "/.nvmrc /app/.nvmrc /root/.npmrc /root/.nvm/** /root/.nvm/nvm.sh",
        "/root/.nvm/**",
    ),
    (
        ". ~/.nvm/nvm.sh && nvm install",
        "/.nvmrc /app/.nvmrc /root/.npmrc /root/.nvm/** /root/.nvm/nvm.sh",
        "/root/.nvm/**",
    ),
    (
        "pip cache purge",
        (
            "/etc/pip.conf /root/.cache/pip/** /root/.config/pip/pip.conf /root/.netrc "
            "/root/.pip/pip.conf /root/_netrc"
        ),
        "/root/.cache/pip/**",
    ),
    (
        "pip config set global.index-url https://x",
        "/etc/pip.conf /root/.config/pip/pip.conf /root/.netrc /root/.pip/pip.conf /root/_netrc",
        "SYSTEM /root/.cache/pip/** /root/.config/pip/** /root/.pip/**",
    ),
    (
        "pip list",
        ("SYSTEM /etc/pip.conf /root/.config/pip/pip.conf /root/.netrc /root/.pip/pip.conf /root/_netrc"),
        "/root/.cache/pip/**",
    ),
    (
        "pip uninstall -y x",
        "/etc/pip.conf /root/.config/pip/pip.conf /root/.netrc /root/.pip/pip.conf /root/_netrc",
        "SYSTEM /root/.cache/pip/** /root/.local/**",
    ),
    (
        "python -m pip cache purge",
        (
            "MODULES /app/pip.py /app/pip/__init__.py /etc/pip.conf /root/.cache/pip/** "
            "/root/.config/pip/pip.conf /root/.netrc /root/.pip/pip.conf /root/_netrc"
        ),
        "/root/.cache/pip/**",
    ),
    ("python -m venv /opt/venv", "MODULES", "/opt/venv/**"),
    ("python3 -m venv .venv", "MODULES", "/app/.venv/**"),
    ("python3.11 -m venv --prompt x .venv", "MODULES", "/app/.venv/**"),
    (
        "/opt/venv/bin/pip cache purge",
        (
            "/etc/pip.conf /opt/venv/bin/pip /root/.cache/pip/** /root/.config/pip/pip.conf "
            "/root/.netrc /root/.pip/pip.conf /root/_netrc"
        ),
        "/root/.cache/pip/**",
    ),
    ("python -m compileall src", "MODULES /app/src/**", "/app/src/**"),
    ('python -c "print(1)"', "", ""),
    ('python -c "import sys; print(sys.version)"', "/app/sys.py /app/sys/**", ""),
    (
        "python -c \"import nltk; nltk.download('punkt')\"",
        "/app/nltk.py /app/nltk/**",
        "SYSTEM /root/nltk_data/**",
    ),
    ('python -c "import app.main"', "/app/app.py /app/app/**", ""),
    (
        "python -m nltk.downloader -d /usr/share/nltk_data punkt",
        "MODULES /app/nltk.py /app/nltk/** /app/nltk/__init__.py",
        "/usr/share/nltk_data/**",
    ),
    (
        "python -m spacy download en",
        (
            "MODULES /app/spacy.py /app/spacy/** /app/spacy/__init__.py /etc/pip.conf "
            "/root/.config/pip/pip.conf"
        ),
        "SYSTEM /root/.cache/pip/** /root/.local/**",
    ),
    (
        "curl https://bootstrap.pypa.io/get-pip.py | python",
        (
            "MODULES /app/pip.py /app/pip/__init__.py /etc/pip.conf /root/.config/curlrc "
            "/root/.config/pip/pip.conf /root/.curlrc /root/.netrc /root/.pip/pip.conf"
        ),
        "SYSTEM /root/.cache/pip/** /root/.local/**",
    ),
    (
        "virtualenv -p python3 env",
        (
            "/.python-version /app/.python-version /app/pyproject.toml /app/python3/** "
            "/app/virtualenv.ini /pyproject.toml /root/.cache/virtualenv/** "
            "/root/.config/virtualenv/** /root/.local/share/virtualenv/** /virtualenv.ini"
        ),
        (
            "/app/.venv /app/env/** /root/.cache/virtualenv/** /root/.config/virtualenv/** "
            "/root/.local/share/virtualenv/**"
        ),
    ),
    (
        "poetry config virtualenvs.create false",
        (
            "/.poetry/** /app/.poetry/** /app/poetry.lock /app/poetry.toml /app/pyproject.toml "
            "/poetry.lock /poetry.toml /pyproject.toml /root/.cache/pypoetry/** "
            "/root/.config/pypoetry/** /root/.config/python_keyring/** /root/.netrc /root/_netrc"
        ),
        "/root/.config/pypoetry/**",
    ),
    (
        "poetry config --local virtualenvs.in-project true",
        (
            "/.poetry/** /app/.poetry/** /app/poetry.lock /app/poetry.toml /app/pyproject.toml "
            "/poetry.lock /poetry.toml /pyproject.toml /root/.cache/pypoetry/** "
            "/root/.config/pypoetry/** /root/.config/python_keyring/** /root/.netrc /root/_netrc"
        ),
        "/app/poetry.toml /poetry.toml /root/.config/pypoetry/**",
    ),
    (
        "poetry cache clear pypi --all",
        (
            "/.poetry/** /app/.poetry/** /app/poetry.lock /app/poetry.toml /app/pyproject.toml "
            "/poetry.lock /poetry.toml /pyproject.toml /root/.cache/pypoetry/** "
            "/root/.config/pypoetry/** /root/.config/python_keyring/** /root/.netrc /root/_netrc"
        ),
        "/root/.cache/pypoetry/**",
    ),
    (
        "poetry self add x",
        (
            "/.poetry/** /app/.poetry/** /app/poetry.lock /app/poetry.toml /app/pyproject.toml "
            "/poetry.lock /poetry.toml /pyproject.toml /root/.cache/pypoetry/** "
            "/root/.config/pypoetry/** /root/.config/python_keyring/** /root/.netrc /root/_netrc"
        ),
        "SYSTEM /root/.cache/pypoetry/** /root/.config/pypoetry/** /root/.local/**",
    ),
    (
        "uv cache clean",
        (
            "/.python-version /.python-versions /app/.python-version /app/.python-versions "
            "/app/pyproject.toml /app/uv.lock /app/uv.toml /pyproject.toml /root/.cache/uv/** "
            "/root/.config/uv/** /uv.lock /uv.toml"
        ),
        "/root/.cache/uv/**",
    ),
    (
        "pipx install poetry",
        (
            "/app/poetry/** /app/pyproject.toml /app/uv.toml /etc/pip.conf /pyproject.toml "
            "/root/.config/** /uv.toml"
        ),
        (
            "SYSTEM /root/.bash_login /root/.bash_profile /root/.bashrc /root/.cache/pipx/** "
            "/root/.cache/uv/** /root/.config/fish/** /root/.local/** /root/.profile /root/.zshrc"
        ),
    ),
    (
        "pipx ensurepath",
        "/app/pyproject.toml /app/uv.toml /etc/pip.conf /pyproject.toml /root/.config/** /uv.toml",
        (
            "SYSTEM /root/.bash_login /root/.bash_profile /root/.bashrc /root/.cache/pipx/** "
            "/root/.cache/uv/** /root/.config/fish/** /root/.local/** /root/.profile /root/.zshrc"
        ),
    ),
    (
        "curl -fsSL https://deb.nodesource.com/setup_20.x | bash -",
        "/root/.config/curlrc /root/.curlrc /root/.netrc",
        "SYSTEM",
    ),
    (
        "curl -fsSL https://deb.nodesource.com/setup_20.x | sudo -E bash -",
        "/root/.config/curlrc /root/.curlrc /root/.netrc",
        "SYSTEM",
    ),
    (
        "curl -sS https://getcomposer.org/installer | php",
        ("/root/.composer/** /root/.config/composer/** /root/.config/curlrc /root/.curlrc /root/.netrc"),
        "/app/composer.phar /root/.composer/** /root/.config/composer/**",
    ),
    (". /etc/profile", "/etc/profile", ""),
    (". ./venv/bin/activate", "/app/venv/bin/activate", ""),
    ("source ~/.bashrc", "/root/.bashrc", ""),
    ('. "$HOME/.cargo/env"', "/root/.cargo/env", ""),
    (
        "go env -w GOPROXY=https://x",
        ("/app/go.mod /app/go.work /go.mod /go.work /root/.config/go/env /root/.netrc /root/go/go.mod"),
        "/go/pkg/** /root/.cache/go-build/** /root/.config/go/env/** /root/go/pkg/**",
    ),
    (
        "go version",
        ("/app/go.mod /app/go.work /go.mod /go.work /root/.config/go/env /root/.netrc /root/go/go.mod"),
        "/go/pkg/** /root/.cache/go-build/** /root/go/pkg/**",
    ),
    (
        "go clean -modcache",
        (
            "/app/go.mod /app/go.work /go.mod /go.work /go/pkg/** /root/.cache/go-build/** "
            "/root/.config/go/env /root/.netrc /root/go/go.mod /root/go/pkg/**"
        ),
        "/go/pkg/** /root/.cache/go-build/** /root/go/pkg/**",
    ),
    (
        "gem sources --add https://x",
        (
            "/etc/gemrc /root/.config/gem/gemrc /root/.gem/** /root/.gem/credentials /root/.gemrc "
            "/root/.local/share/gem/**"
        ),
        "/root/.gem/** /root/.gemrc /root/.local/share/gem/**",
    ),
    (
        "gem update --system",
        (
            "/etc/gemrc /root/.config/gem/gemrc /root/.gem/** /root/.gem/credentials /root/.gemrc "
            "/root/.local/share/gem/**"
        ),
        "SYSTEM /root/.bundle/** /root/.gem/** /root/.local/share/gem/**",
    ),
    (
        "bundle config set --local deployment true",
        (
            "/.bundle/config /Gemfile /Gemfile.lock /Isolate /app/.bundle/config /app/Gemfile "
            "/app/Gemfile.lock /app/Isolate /app/gem.deps.rb /app/gems.locked /app/gems.rb "
            "/app/gems.rb.lock /gem.deps.rb /gems.locked /gems.rb /gems.rb.lock /root/.bundle/** "
            "/root/.gem/** /root/.local/share/gem/**"
        ),
        "/.bundle /.bundle/config /app/.bundle /app/.bundle/config /root/.bundle/**",
    ),
    (
        "bundle config --global frozen 1",
        (
            "/.bundle/config /Gemfile /Gemfile.lock /Isolate /app/.bundle/config /app/Gemfile "
            "/app/Gemfile.lock /app/Isolate /app/gem.deps.rb /app/gems.locked /app/gems.rb "
            "/app/gems.rb.lock /gem.deps.rb /gems.locked /gems.rb /gems.rb.lock /root/.bundle/** "
            "/root/.gem/** /root/.local/share/gem/**"
        ),
        "/root/.bundle/**",
    ),
    (
        "bundle config without test",
        (
            "/.bundle/config /Gemfile /Gemfile.lock /Isolate /app/.bundle/config /app/Gemfile "
            "/app/Gemfile.lock /app/Isolate /app/gem.deps.rb /app/gems.locked /app/gems.rb "
            "/app/gems.rb.lock /gem.deps.rb /gems.locked /gems.rb /gems.rb.lock /root/.bundle/** "
            "/root/.gem/** /root/.local/share/gem/**"
        ),
        "/.bundle /.bundle/config /app/.bundle /app/.bundle/config /root/.bundle/**",
    ),
    (
        "composer global require x/y",
        (
            "/root/.cache/composer/** /root/.composer/** /root/.config/composer/** "
            "/root/.config/git/config /root/.gitconfig /root/.local/share/composer/**"
        ),
        (
            "/root/.cache/composer/** /root/.composer/** /root/.config/composer/** "
            "/root/.local/share/composer/**"
        ),
    ),
    ("su app -c 'mkdir x'", "", "/app/x"),
    ("gosu app touch x", "", "/app/x"),
    ("sh -c 'mkdir a && touch b'", "", "/app/a /app/b"),
    ("env A=b mkdir x", "", "/app/x"),
    (
        'curl "https://deb.nodesource.com/setup_$NODE.x" | bash',
        "/root/.config/curlrc /root/.curlrc /root/.netrc",
        "SYSTEM",
    ),
    (
        "curl https://x/ https://deb.nodesource.com/setup_20.x | bash",
        "/root/.config/curlrc /root/.curlrc /root/.netrc",
        "SYSTEM",
    ),
    (
        "curl https://deb.nodesource.com/setup_20.x | bash --posix",
        "/root/.config/curlrc /root/.curlrc /root/.netrc",
        "SYSTEM",
    ),
    (
        "curl https://deb.nodesource.com/setup_20.x | bash -es a b",
        "/root/.config/curlrc /root/.curlrc /root/.netrc",
        "SYSTEM",
    ),
    (
        "curl https://bootstrap.pypa.io/get-pip.py | python - pip==20",
        (
            "MODULES /app/pip.py /app/pip/__init__.py /etc/pip.conf /root/.config/curlrc "
            "/root/.config/pip/pip.conf /root/.curlrc /root/.netrc /root/.pip/pip.conf"
        ),
        "SYSTEM /root/.cache/pip/** /root/.local/**",
    ),
    (
        "curl https://bootstrap.pypa.io/get-pip.py | python -u",
        (
            "MODULES /app/pip.py /app/pip/__init__.py /etc/pip.conf /root/.config/curlrc "
            "/root/.config/pip/pip.conf /root/.curlrc /root/.netrc /root/.pip/pip.conf"
        ),
        "SYSTEM /root/.cache/pip/** /root/.local/**",
    ),
    (
        "curl https://deb.nodesource.com/setup_20.x | bash -e",
        "/root/.config/curlrc /root/.curlrc /root/.netrc",
        "SYSTEM",
    ),
    (
        "curl https://get.docker.com | sh -s -- --config=/data/x",
        "/data/x/** /root/.config/curlrc /root/.curlrc /root/.netrc",
        "SYSTEM /data/x/**",
    ),
    (
        "curl -sS https://getcomposer.org/installer | php -- --install-dir=/usr/local/bin --filename=composer",
        (
            "/root/.composer/** /root/.config/composer/** /root/.config/curlrc /root/.curlrc "
            "/root/.netrc /usr/local/bin /usr/local/bin/**"
        ),
        "/root/.composer/** /root/.config/composer/** /usr/local/bin/** /usr/local/bin/composer",
    ),
    (
        "curl -sS https://getcomposer.org/installer | php -- --filename=$X",
        ("/root/.composer/** /root/.config/composer/** /root/.config/curlrc /root/.curlrc /root/.netrc"),
        "/app/** /root/.composer/** /root/.config/composer/**",
    ),
    (
        "curl -sS https://getcomposer.org/installer | php -- --filename $X",
        ("/root/.composer/** /root/.config/composer/** /root/.config/curlrc /root/.curlrc /root/.netrc"),
        "/app/** /root/.composer/** /root/.config/composer/**",
    ),
    (
        "curl -sS https://getcomposer.org/installer | php -- --filename composer",
        ("/root/.composer/** /root/.config/composer/** /root/.config/curlrc /root/.curlrc /root/.netrc"),
        "/app/composer /root/.composer/** /root/.config/composer/**",
    ),
    (
        "php composer-setup.php --install-dir=/usr/local/bin --filename=composer",
        (
            "/app/composer-setup.php /root/.composer/** /root/.config/composer/** /usr/local/bin "
            "/usr/local/bin/**"
        ),
        "/root/.composer/** /root/.config/composer/** /usr/local/bin/** /usr/local/bin/composer",
    ),
    ("bash setup_20.x", "/app/setup_20.x", "SYSTEM"),
    ("./setup_20.x", "/app/setup_20.x", "SYSTEM"),
    (
        "python get-pip.py pip==20",
        (
            "MODULES /app/get-pip.py /app/pip.py /app/pip/__init__.py /etc/pip.conf "
            "/root/.config/pip/pip.conf /root/.pip/pip.conf"
        ),
        "SYSTEM /root/.cache/pip/** /root/.local/**",
    ),
    (
        "bash Miniconda3-latest-Linux-x86_64.sh -b",
        (
            "/app/Miniconda3-latest-Linux-x86_64.sh /root/.bash_profile /root/.bashrc "
            "/root/.conda/** /root/.condarc /root/.config/fish /root/.profile /root/.zshenv "
            "/root/.zshrc"
        ),
        (
            "/root/.bash_profile /root/.bashrc /root/.conda/** /root/.condarc /root/.config/fish "
            "/root/.profile /root/.zshenv /root/.zshrc /root/anaconda3/** /root/mambaforge/** "
            "/root/miniconda3/** /root/miniforge3/**"
        ),
    ),
    (
        "bash Miniconda3-latest-Linux-x86_64.sh -b -p /opt/c",
        (
            "/app/Miniconda3-latest-Linux-x86_64.sh /opt/c/** /root/.bash_profile /root/.bashrc "
            "/root/.conda/** /root/.condarc /root/.config/fish /root/.profile /root/.zshenv "
            "/root/.zshrc"
        ),
        (
            "/opt/c/** /root/.bash_profile /root/.bashrc /root/.conda/** /root/.condarc "
            "/root/.config/fish /root/.profile /root/.zshenv /root/.zshrc"
        ),
    ),
    (
        "curl -sL https://taskfile.dev/install.sh | sh -s -- -b /usr/local/bin",
        "/root/.config/curlrc /root/.curlrc /root/.netrc /usr/local/bin/**",
        "/usr/local/bin/**",
    ),
    (
        "curl -sL https://taskfile.dev/install.sh | sh",
        "/root/.config/curlrc /root/.curlrc /root/.netrc",
        "/app/bin/**",
    ),
    (
        "curl -sL https://taskfile.dev/install.sh | BINDIR=/usr/bin sh",
        "/root/.config/curlrc /root/.curlrc /root/.netrc",
        "/usr/bin/**",
    ),
    (". ./nvm.sh", "/.nvmrc /app/.nvmrc /app/nvm.sh", ""),
    ('. "$NVM_DIR/nvm.sh"', "/.nvmrc /app/.nvmrc", ""),
    ("cd / && . etc/profile", "/ /etc/profile", ""),
    (
        "git lfs install --skip-repo",
        (
            "/root/.config/git/attributes /root/.config/git/config /root/.config/git/ignore "
            "/root/.git-credentials /root/.gitconfig /root/.netrc"
        ),
        (
            "/root/.config/git/attributes /root/.config/git/config /root/.config/git/ignore "
            "/root/.git-credentials /root/.gitconfig /root/.netrc"
        ),
    ),
    (
        'git "rev-parse" HEAD',
        (
            "/.git/** /app/.git/** /root/.config/git/attributes /root/.config/git/config "
            "/root/.config/git/ignore /root/.git-credentials /root/.gitconfig /root/.netrc"
        ),
        "",
    ),
    (
        "git branch x",
        (
            "/.git/** /app/.git/** /root/.config/git/attributes /root/.config/git/config "
            "/root/.config/git/ignore /root/.git-credentials /root/.gitconfig /root/.netrc"
        ),
        "/.git/** /app/.git/**",
    ),
    (
        "git ls-remote https://x/y",
        (
            "/.git/** /app/.git/** /root/.config/git/attributes /root/.config/git/config "
            "/root/.config/git/ignore /root/.git-credentials /root/.gitconfig /root/.netrc"
        ),
        "",
    ),
    (
        'git ls-remote "https://x/y"',
        (
            "/.git/** /app/.git/** /root/.config/git/attributes /root/.config/git/config "
            "/root/.config/git/ignore /root/.git-credentials /root/.gitconfig /root/.netrc"
        ),
        "",
    ),
    (
        'git ls-remote "https://$X/y"',
        (
            "/.git/** /app/.git/** /root/.config/git/attributes /root/.config/git/config "
            "/root/.config/git/ignore /root/.git-credentials /root/.gitconfig /root/.netrc"
        ),
        "",
    ),
    (
        "git ls-remote ../y",
        (
            "/.git/** /app/.git/** /root/.config/git/attributes /root/.config/git/config "
            "/root/.config/git/ignore /root/.git-credentials /root/.gitconfig /root/.netrc /y/**"
        ),
        "",
    ),
    (
        "git -c a=b --no-pager clone https://x/y",
        (
            "/root/.config/git/attributes /root/.config/git/config /root/.config/git/ignore "
            "/root/.git-credentials /root/.gitconfig /root/.netrc"
        ),
        "/app/y/**",
    ),
    (
        "git clone x:a/b",
        (
            "/root/.config/git/attributes /root/.config/git/config /root/.config/git/ignore "
            "/root/.git-credentials /root/.gitconfig /root/.netrc"
        ),
        "/app/b/**",
    ),
    (
        "git clone file:///srv/y",
        (
            "/root/.config/git/attributes /root/.config/git/config /root/.config/git/ignore "
            "/root/.git-credentials /root/.gitconfig /root/.netrc /srv/y.bundle/** /srv/y.git/** "
            "/srv/y/**"
        ),
        "/app/y/**",
    ),
    (
        "git clone https://x/y && cd y && git checkout $X",
        (
            "/app/y /app/y/** /root/.config/git/attributes /root/.config/git/config "
            "/root/.config/git/ignore /root/.git-credentials /root/.gitconfig /root/.netrc"
        ),
        "/app/y/**",
    ),
    (
        "git clone https://x/y && cd y && git apply /data/a.patch",
        (
            "/app/y /app/y/** /data/a.patch/** /root/.config/git/attributes "
            "/root/.config/git/config /root/.config/git/ignore /root/.git-credentials "
            "/root/.gitconfig /root/.netrc"
        ),
        "/app/y/** /data/a.patch/**",
    ),
    (
        "git init && git add -A",
        (
            "/app/** /root/.config/git/attributes /root/.config/git/config "
            "/root/.config/git/ignore /root/.git-credentials /root/.gitconfig /root/.netrc"
        ),
        "/app/** /app/.git/**",
    ),
    (
        "git init x && cd x && git add -A",
        (
            "/app/x /app/x/** /root/.config/git/attributes /root/.config/git/config "
            "/root/.config/git/ignore /root/.git-credentials /root/.gitconfig /root/.netrc"
        ),
        "/app/x/** /app/x/.git/**",
    ),
    (
        "git init --bare x",
        (
            "/root/.config/git/attributes /root/.config/git/config /root/.config/git/ignore "
            "/root/.git-credentials /root/.gitconfig /root/.netrc"
        ),
        "/app/x/**",
    ),
    (
        "git clone --separate-git-dir /g https://x/y z",
        (
            "/root/.config/git/attributes /root/.config/git/config /root/.config/git/ignore "
            "/root/.git-credentials /root/.gitconfig /root/.netrc"
        ),
        "/app/z/** /g/**",
    ),
    (
        "git remote add o https://x/y",
        (
            "/.git/** /app/.git/** /root/.config/git/attributes /root/.config/git/config "
            "/root/.config/git/ignore /root/.git-credentials /root/.gitconfig /root/.netrc"
        ),
        "/.git/** /app/.git/**",
    ),
    ("python -W ignore -m venv x", "MODULES", "/app/x/**"),
    ("python -u -m venv x", "MODULES", "/app/x/**"),
    ('python -c "from os import path"', "/app/os.py /app/os/**", ""),
    ('python -c "print(a.b, 2)"', "", ""),
    (
        "python -c \"import nltk; nltk.download('a', quiet=True)\"",
        "/app/nltk.py /app/nltk/**",
        "SYSTEM /root/nltk_data/**",
    ),
    ('python -c ""', "", ""),
    (
        'pip "cache" purge',
        (
            "/etc/pip.conf /root/.cache/pip/** /root/.config/pip/pip.conf /root/.netrc "
            "/root/.pip/pip.conf /root/_netrc"
        ),
        "/root/.cache/pip/**",
    ),
    ("pip", "/etc/pip.conf /root/.config/pip/pip.conf /root/.netrc /root/.pip/pip.conf /root/_netrc", ""),
    (
        "pip --version",
        "/etc/pip.conf /root/.config/pip/pip.conf /root/.netrc /root/.pip/pip.conf /root/_netrc",
        "",
    ),
    (
        "pip --version --verbose",
        "/etc/pip.conf /root/.config/pip/pip.conf /root/.netrc /root/.pip/pip.conf /root/_netrc",
        "/root/.cache/pip/**",
    ),
    (
        "pip -V --version --help -h",
        "/etc/pip.conf /root/.config/pip/pip.conf /root/.netrc /root/.pip/pip.conf /root/_netrc",
        "",
    ),
    (
        "pip config list",
        "/etc/pip.conf /root/.config/pip/pip.conf /root/.netrc /root/.pip/pip.conf /root/_netrc",
        "/root/.cache/pip/**",
    ),
    (
        "pip config unset x",
        "/etc/pip.conf /root/.config/pip/pip.conf /root/.netrc /root/.pip/pip.conf /root/_netrc",
        "SYSTEM /root/.cache/pip/** /root/.config/pip/** /root/.pip/**",
    ),
    (
        "pip list set",
        ("SYSTEM /etc/pip.conf /root/.config/pip/pip.conf /root/.netrc /root/.pip/pip.conf /root/_netrc"),
        "/root/.cache/pip/**",
    ),
    (
        "pip hash x.whl",
        ("/app/x.whl /etc/pip.conf /root/.config/pip/pip.conf /root/.netrc /root/.pip/pip.conf /root/_netrc"),
        "/root/.cache/pip/**",
    ),
    (
        "python -m ensurepip --upgrade",
        "MODULES /app/ensurepip.py /app/ensurepip/__init__.py",
        "SYSTEM /root/.cache/pip/** /root/.local/**",
    ),
    (
        "python -m playwright install",
        "MODULES /app/playwright.py /app/playwright/__init__.py /root/.cache/ms-playwright/**",
        "SYSTEM /root/.cache/ms-playwright/**",
    ),
    ('corepack "enable"', "", "SYSTEM /root/.cache/node/corepack/**"),
    (
        "corepack install",
        "/.corepack.env /app/.corepack.env /app/package.json /package.json",
        "SYSTEM /root/.cache/node/corepack/**",
    ),
    ("corepack install -g pnpm@9", "", "SYSTEM /root/.cache/node/corepack/**"),
    (
        "corepack install --global",
        "/.corepack.env /app/.corepack.env /app/package.json /package.json",
        "SYSTEM /root/.cache/node/corepack/**",
    ),
    (
        "corepack install pnpm@9",
        "/.corepack.env /app/.corepack.env /app/package.json /package.json",
        "SYSTEM /root/.cache/node/corepack/**",
    ),
    ("corepack install -g x.tgz", "/app/x.tgz/**", "SYSTEM /root/.cache/node/corepack/**"),
    ("corepack hydrate x.tar", "/app/x.tar/**", "SYSTEM /root/.cache/node/corepack/**"),
    (
        "corepack pnpm@9 --version",
        "/.corepack.env /app/.corepack.env /app/package.json /package.json",
        "/root/.cache/node/corepack/**",
    ),
    (
        'corepack "pnpm" --version',
        "/.corepack.env /app/.corepack.env /app/package.json /package.json",
        "/root/.cache/node/corepack/**",
    ),
    (
        "corepack pnpm@9 config list --version",
        (
            "/.corepack.env /.npmrc /.pnpm-workspace.yaml /.pnpm-workspace.yml "
            "/.pnpm-workspaces.yaml /.pnpm-workspaces.yml /.pnpmfile.cjs /.pnpmfile.mjs "
            "/app/.corepack.env /app/.npmrc /app/.pnpm-workspace.yaml /app/.pnpm-workspace.yml "
            "/app/.pnpm-workspaces.yaml /app/.pnpm-workspaces.yml /app/.pnpmfile.cjs "
            "/app/.pnpmfile.mjs /app/package.json /app/pnpm-lock.yaml /app/pnpm-workspace.yaml "
            "/app/pnpm-workspace.yml /app/pnpm-workspaces.yaml /app/pnpm-workspaces.yml "
            "/app/pnpmfile.cjs /package.json /pnpm-lock.yaml /pnpm-workspace.yaml "
            "/pnpm-workspace.yml /pnpm-workspaces.yaml /pnpm-workspaces.yml /pnpmfile.cjs "
            "/root/.config/pnpm/** /root/.gitconfig /root/.npmrc"
        ),
        (
            "/root/.cache/node/corepack/** /root/.cache/pnpm/** /root/.config/pnpm/** "
            "/root/.local/share/pnpm/** /root/.local/state/pnpm/** /root/.npm/** "
            "/root/.pnpm-store/**"
        ),
    ),
    (
        'nvm "use"',
        ("/.nvmrc /app/.nvmrc /opt/nvm/** /root/.config/nvm/** /root/.npmrc /root/.nvm/** /usr/local/nvm/**"),
        "/opt/nvm/** /root/.config/nvm/** /root/.nvm/** /usr/local/nvm/**",
    ),
    (
        "nvm use 20",
        "/opt/nvm/** /root/.config/nvm/** /root/.npmrc /root/.nvm/** /usr/local/nvm/**",
        "/opt/nvm/** /root/.config/nvm/** /root/.nvm/** /usr/local/nvm/**",
    ),
    (
        "nvm use",
        ("/.nvmrc /app/.nvmrc /opt/nvm/** /root/.config/nvm/** /root/.npmrc /root/.nvm/** /usr/local/nvm/**"),
        "/opt/nvm/** /root/.config/nvm/** /root/.nvm/** /usr/local/nvm/**",
    ),
    (
        ". $X/nvm.sh && nvm use",
        ("/.nvmrc /app/.nvmrc /opt/nvm/** /root/.config/nvm/** /root/.npmrc /root/.nvm/** /usr/local/nvm/**"),
        "/opt/nvm/** /root/.config/nvm/** /root/.nvm/** /usr/local/nvm/**",
    ),
    (
        'npx "playwright" install',
        (
            "/.npmrc /app/.npmrc /app/node_modules/** /app/package.json /node_modules/** "
            "/package.json /root/.cache/ms-playwright/** /root/.cache/puppeteer/** /root/.npmrc"
        ),
        "SYSTEM /root/.cache/ms-playwright/** /root/.cache/puppeteer/** /root/.npm/**",
    ),
    (
        "npx --yes playwright install-deps",
        (
            "/.npmrc /app/.npmrc /app/node_modules/** /app/package.json /node_modules/** "
            "/package.json /root/.cache/ms-playwright/** /root/.cache/puppeteer/** /root/.npmrc"
        ),
        "SYSTEM /root/.cache/ms-playwright/** /root/.cache/puppeteer/** /root/.npm/**",
    ),
    (
        "corepack pnpm@$X config list",
        (
            "/.corepack.env /.npmrc /.pnpm-workspace.yaml /.pnpm-workspace.yml "
            "/.pnpm-workspaces.yaml /.pnpm-workspaces.yml /.pnpmfile.cjs /.pnpmfile.mjs "
            "/app/.corepack.env /app/.npmrc /app/.pnpm-workspace.yaml /app/.pnpm-workspace.yml "
            "/app/.pnpm-workspaces.yaml /app/.pnpm-workspaces.yml /app/.pnpmfile.cjs "
            "/app/.pnpmfile.mjs /app/package.json /app/pnpm-lock.yaml /app/pnpm-workspace.yaml "
            "/app/pnpm-workspace.yml /app/pnpm-workspaces.yaml /app/pnpm-workspaces.yml "
            "/app/pnpmfile.cjs /package.json /pnpm-lock.yaml /pnpm-workspace.yaml "
            "/pnpm-workspace.yml /pnpm-workspaces.yaml /pnpm-workspaces.yml /pnpmfile.cjs "
            "/root/.config/pnpm/** /root/.gitconfig /root/.npmrc"
        ),
        (
            "/root/.cache/node/corepack/** /root/.cache/pnpm/** /root/.config/pnpm/** "
            "/root/.local/share/pnpm/** /root/.local/state/pnpm/** /root/.npm/** "
            "/root/.pnpm-store/**"
        ),
    ),
    (
        "poetry",
        (
            "/.poetry/** /app/.poetry/** /app/poetry.lock /app/poetry.toml /app/pyproject.toml "
            "/poetry.lock /poetry.toml /pyproject.toml /root/.cache/pypoetry/** "
            "/root/.config/pypoetry/** /root/.config/python_keyring/** /root/.netrc /root/_netrc"
        ),
        "",
    ),
    (
        "poetry --version",
        (
            "/.poetry/** /app/.poetry/** /app/poetry.lock /app/poetry.toml /app/pyproject.toml "
            "/poetry.lock /poetry.toml /pyproject.toml /root/.cache/pypoetry/** "
            "/root/.config/pypoetry/** /root/.config/python_keyring/** /root/.netrc /root/_netrc"
        ),
        "",
    ),
    (
        'poetry "cache" clear x',
        (
            "/.poetry/** /app/.poetry/** /app/poetry.lock /app/poetry.toml /app/pyproject.toml "
            "/poetry.lock /poetry.toml /pyproject.toml /root/.cache/pypoetry/** "
            "/root/.config/pypoetry/** /root/.config/python_keyring/** /root/.netrc /root/_netrc"
        ),
        "/root/.cache/pypoetry/**",
    ),
    (
        "poetry about",
        (
            "/.poetry/** /app/.poetry/** /app/poetry.lock /app/poetry.toml /app/pyproject.toml "
            "/poetry.lock /poetry.toml /pyproject.toml /root/.cache/pypoetry/** "
            "/root/.config/pypoetry/** /root/.config/python_keyring/** /root/.netrc /root/_netrc"
        ),
        "/root/.cache/pypoetry/**",
    ),
    (
        "poetry version",
        (
            "/.poetry/** /app/.poetry/** /app/poetry.lock /app/poetry.toml /app/pyproject.toml "
            "/poetry.lock /poetry.toml /pyproject.toml /root/.cache/pypoetry/** "
            "/root/.config/pypoetry/** /root/.config/python_keyring/** /root/.netrc /root/_netrc"
        ),
        "/root/.cache/pypoetry/**",
    ),
    (
        "poetry env info",
        (
            "/.poetry/** /.venv/** /app/.poetry/** /app/.venv/** /app/poetry.lock /app/poetry.toml "
            "/app/pyproject.toml /poetry.lock /poetry.toml /pyproject.toml "
            "/root/.cache/pypoetry/** /root/.config/pypoetry/** /root/.config/python_keyring/** "
            "/root/.netrc /root/_netrc"
        ),
        "/root/.cache/pypoetry/**",
    ),
    (
        "poetry self add ./x",
        (
            "/.poetry/** /app/.poetry/** /app/poetry.lock /app/poetry.toml /app/pyproject.toml "
            "/app/x/** /poetry.lock /poetry.toml /pyproject.toml /root/.cache/pypoetry/** "
            "/root/.config/pypoetry/** /root/.config/python_keyring/** /root/.netrc /root/_netrc"
        ),
        "SYSTEM /root/.cache/pypoetry/** /root/.config/pypoetry/** /root/.local/**",
    ),
    (
        "uv",
        (
            "/.python-version /.python-versions /app/.python-version /app/.python-versions "
            "/app/pyproject.toml /app/uv.lock /app/uv.toml /pyproject.toml /root/.cache/uv/** "
            "/root/.config/uv/** /uv.lock /uv.toml"
        ),
        "/root/.cache/uv/**",
    ),
    (
        'uv "cache" clean',
        (
            "/.python-version /.python-versions /app/.python-version /app/.python-versions "
            "/app/pyproject.toml /app/uv.lock /app/uv.toml /pyproject.toml /root/.cache/uv/** "
            "/root/.config/uv/** /uv.lock /uv.toml"
        ),
        "/root/.cache/uv/**",
    ),
    (
        "uv version",
        (
            "/.python-version /.python-versions /app/.python-version /app/.python-versions "
            "/app/pyproject.toml /app/uv.lock /app/uv.toml /pyproject.toml /root/.cache/uv/** "
            "/root/.config/uv/** /uv.lock /uv.toml"
        ),
        "/root/.cache/uv/**",
    ),
    (
        "uv self update",
        (
            "/.python-version /.python-versions /app/.python-version /app/.python-versions "
            "/app/pyproject.toml /app/uv.lock /app/uv.toml /pyproject.toml /root/.cache/uv/** "
            "/root/.config/uv/** /uv.lock /uv.toml"
        ),
        "/root/.cache/uv/** /root/.local/bin/**",
    ),
    (
        "uv pip list",
        (
            "/.python-version /.python-versions /.venv /.venv/** /app/.python-version "
            "/app/.python-versions /app/.venv /app/.venv/** /app/pyproject.toml /app/pyvenv.cfg "
            "/app/uv.lock /app/uv.toml /pyproject.toml /pyvenv.cfg /root/.config/uv/** "
            "/root/.local/share/uv/python/** /uv.lock /uv.toml"
        ),
        "/root/.cache/uv/**",
    ),
    (
        "uv venv list",
        (
            "/.python-version /.python-versions /.venv /.venv/** /app/.python-version "
            "/app/.python-versions /app/.venv /app/.venv/** /app/pyproject.toml /app/pyvenv.cfg "
            "/app/uv.lock /app/uv.toml /pyproject.toml /pyvenv.cfg /root/.config/uv/** /uv.lock "
            "/uv.toml"
        ),
        "/app/list/** /root/.cache/uv/** /root/.local/share/uv/python/**",
    ),
    (
        "uv venv",
        (
            "/.python-version /.python-versions /.venv /.venv/** /app/.python-version "
            "/app/.python-versions /app/.venv /app/.venv/** /app/pyproject.toml /app/pyvenv.cfg "
            "/app/uv.lock /app/uv.toml /pyproject.toml /pyvenv.cfg /root/.config/uv/** /uv.lock "
            "/uv.toml"
        ),
        "/app/.venv/** /root/.cache/uv/** /root/.local/share/uv/python/**",
    ),
    (
        "uv tool update-shell",
        (
            "/.python-version /.python-versions /.venv /.venv/** /app/.python-version "
            "/app/.python-versions /app/.venv /app/.venv/** /app/pyproject.toml /app/pyvenv.cfg "
            "/app/uv.lock /app/uv.toml /pyproject.toml /pyvenv.cfg /root/.config/uv/** /uv.lock "
            "/uv.toml"
        ),
        (
            "/root/.bash_login /root/.bash_profile /root/.bashrc /root/.cache/uv/** "
            "/root/.config/fish/** /root/.local/bin/** /root/.local/share/uv/python/** "
            "/root/.local/share/uv/tools/** /root/.profile /root/.zshenv /root/.zshrc"
        ),
    ),
    (
        "uv tool list",
        (
            "/.python-version /.python-versions /.venv /.venv/** /app/.python-version "
            "/app/.python-versions /app/.venv /app/.venv/** /app/pyproject.toml /app/pyvenv.cfg "
            "/app/uv.lock /app/uv.toml /pyproject.toml /pyvenv.cfg /root/.config/uv/** /uv.lock "
            "/uv.toml"
        ),
        (
            "/root/.cache/uv/** /root/.local/bin/** /root/.local/share/uv/python/** "
            "/root/.local/share/uv/tools/**"
        ),
    ),
    (
        "uv tool install x --from https://x/y",
        (
            "/.python-version /.python-versions /.venv /.venv/** /app/.python-version "
            "/app/.python-versions /app/.venv /app/.venv/** /app/pyproject.toml /app/pyvenv.cfg "
            "/app/uv.lock /app/uv.toml /pyproject.toml /pyvenv.cfg /root/.config/uv/** /uv.lock "
            "/uv.toml"
        ),
        (
            "/root/.cache/uv/** /root/.local/bin/** /root/.local/share/uv/python/** "
            "/root/.local/share/uv/tools/**"
        ),
    ),
    (
        "uv tool install x --from ../z",
        (
            "/.python-version /.python-versions /.venv /.venv/** /app/.python-version "
            "/app/.python-versions /app/.venv /app/.venv/** /app/pyproject.toml /app/pyvenv.cfg "
            "/app/uv.lock /app/uv.toml /pyproject.toml /pyvenv.cfg /root/.config/uv/** /uv.lock "
            "/uv.toml /z/**"
        ),
        (
            "/root/.cache/uv/** /root/.local/bin/** /root/.local/share/uv/python/** "
            "/root/.local/share/uv/tools/**"
        ),
    ),
    (
        'uv tool install "./x"',
        (
            "/.python-version /.python-versions /.venv /.venv/** /app/.python-version "
            "/app/.python-versions /app/.venv /app/.venv/** /app/pyproject.toml /app/pyvenv.cfg "
            "/app/uv.lock /app/uv.toml /app/x/** /pyproject.toml /pyvenv.cfg /root/.config/uv/** "
            "/uv.lock /uv.toml"
        ),
        (
            "/root/.cache/uv/** /root/.local/bin/** /root/.local/share/uv/python/** "
            "/root/.local/share/uv/tools/**"
        ),
    ),
    (
        "UV_PROJECT_ENVIRONMENT=/e uv venv",
        (
            "/.python-version /.python-versions /.venv /.venv/** /app/.python-version "
            "/app/.python-versions /app/.venv /app/.venv/** /app/pyproject.toml /app/pyvenv.cfg "
            "/app/uv.lock /app/uv.toml /pyproject.toml /pyvenv.cfg /root/.config/uv/** /uv.lock "
            "/uv.toml"
        ),
        "/app/.venv/** /e/** /root/.cache/uv/** /root/.local/share/uv/python/**",
    ),
    (
        "UV_PROJECT_ENVIRONMENT=/e uv venv x",
        (
            "/.python-version /.python-versions /.venv /.venv/** /app/.python-version "
            "/app/.python-versions /app/.venv /app/.venv/** /app/pyproject.toml /app/pyvenv.cfg "
            "/app/uv.lock /app/uv.toml /pyproject.toml /pyvenv.cfg /root/.config/uv/** /uv.lock "
            "/uv.toml"
        ),
        "/app/x/** /root/.cache/uv/** /root/.local/share/uv/python/**",
    ),
    (
        "pipx list",
        "/app/pyproject.toml /app/uv.toml /etc/pip.conf /pyproject.toml /root/.config/** /uv.toml",
        (
            "SYSTEM /root/.bash_login /root/.bash_profile /root/.bashrc /root/.cache/pipx/** "
            "/root/.cache/uv/** /root/.config/fish/** /root/.local/** /root/.profile /root/.zshrc"
        ),
    ),
    ("tar -s -xf a.tar", "/app/a.tar", "/app/**"),
    ("bsdtar -xf a.tar", "/app/a.tar", "/app/**"),
    ("tar -xf - -T -", "", "/app/**"),
    ("tar -xf a.tar -T list", "/app/a.tar /app/list", "/app/**"),
    ("tar -df a.tar", "/app/** /app/a.tar", ""),
    ("unzip x", "/app/x /app/x.zip", "/app/**"),
    ("zip -m a b", "/app/a.zip /app/b/**", "/app/a.zip /app/b/**"),
    ("zip", "", ""),
    ("jar -xf a.jar", "/app/a.jar", "/app/**"),
    ("gzip -r a", "/app/a/**", "/app/**"),
    ("gzip -r static/x", "/app/static/x/**", "/app/static/**"),
    ("gzip -S .z dir/a", "/app/dir/a/**", "/app/dir/**"),
    ("gzip *.txt", "/app/**", "/app/**"),
    ("gzip -d a.tgz", "/app/a.tgz", "/app/a.tar /app/a.tgz /app/a.tgz.gz"),
    ("zcat a", "/app/a /app/a.Z /app/a.br /app/a.bz2 /app/a.gz /app/a.lzma /app/a.xz /app/a.zst", ""),
    ("zcat *.x", "/app/**", ""),
    ("zcat a.gz -", "/app/a.gz", ""),
    ("zcat a.tgz", "/app/a.tgz", ""),
    ("7z x a.7z", "/app/a.7z", "/app/**"),
    ("7z l a.7z", "/app/a.7z", ""),
    ("7z -y x a.7z", "/app/a.7z", "/app/**"),
    ("brotli -o b a", "/app/a", "/app/b"),
    ("conda create -f spec.txt", f"SYSTEM /app/spec.txt {CONDA}", f"SYSTEM {CONDA}"),
    ("conda clean -f x", f"SYSTEM {CONDA}", f"SYSTEM {CONDA}"),
    ("conda install ./x", f"SYSTEM /app/x/** {CONDA}", f"SYSTEM {CONDA}"),
    ("conda install $X", f"SYSTEM {CONDA}", f"SYSTEM {CONDA}"),
    ("dpkg --print-architecture", "", ""),
    ("dpkg -l --status", "", ""),
    ("dpkg --print-architecture --purge", "", "SYSTEM"),
    (
        (
            "dpkg --print-architecture --print-foreign-architectures -l --list -s --status -L --listfiles -S "
            "--search --get-selections"
        ),
        "",
        "",
    ),
    ("apk --print-arch", "", ""),
    ("dpkg -R dir -i", "/app/dir/**", "SYSTEM"),
    ("yum -R 3 install x", "", "SYSTEM"),
    ("rpm --import https://x/key", "", "SYSTEM"),
    ("rpm --import key.asc", "/app/key.asc", "SYSTEM"),
    ("rpm -qa", "", "SYSTEM"),
    ("rpm -e key.asc", "", "SYSTEM"),
    ("cat x | xargs apt-get remove", "/app/x/**", "SYSTEM /var/www/**"),
    ("apt-get remove x", "", "SYSTEM"),
    ("apt-get -f install", "", "SYSTEM /var/www/**"),
    ('apt-get install "./x.deb"', "/app/x.deb", "SYSTEM /var/www/**"),
    ('apt-get install "$X"', "", "SYSTEM /var/www/**"),
    ("apt-get install https://x/$V.deb", "", "SYSTEM /var/www/**"),
    ('apt-key add "a b.asc"', "/app/a b.asc", "SYSTEM"),
    ('apt-key add "https://x"', "", "SYSTEM"),
    ("apt-key add $X:80", "", "SYSTEM"),
    ('ldconfig "/opt/x"', "/opt/x/**", "SYSTEM /opt/x/**"),
    ("gpg --import --batch x", "/app/x /root/.gnupg/**", "/root/.gnupg/**"),
    ("gpg --keyring x --import y", "/app/y /root/.gnupg/**", "/root/.gnupg/**"),
    (
        "gpg --keyring ./x --import y",
        "/app/x /app/x.lock /app/x~ /app/y /root/.gnupg/**",
        "/app/x /app/x.lock /app/x~ /root/.gnupg/**",
    ),
    (
        "gpg --no-default-keyring --keyring gnupg-ring:/etc/x.gpg --import y",
        "/app/y /etc/x.gpg /etc/x.gpg.lock /etc/x.gpg~ /root/.gnupg/**",
        "/etc/x.gpg /etc/x.gpg.lock /etc/x.gpg~ /root/.gnupg/**",
    ),
    ("ssh-keygen -R host", "/root/.ssh/**", "/root/.ssh/**"),
    ("ssh-keygen -f x -R host", "/app/x /app/x.old /root/.ssh/**", "/app/x /app/x.old"),
    ("ssh-agent", "/etc/ssh/** /root/.ssh/**", "/etc/ssh/** /root/.ssh/**"),
    ("ssh-agent -a sock", "/etc/ssh/** /root/.ssh/**", "/app/sock /etc/ssh/** /root/.ssh/**"),
    ("ssh-add key", "/app/key /etc/ssh/** /root/.ssh/**", "/etc/ssh/** /root/.ssh/**"),
    ("ssh -i key host", "/app/key /etc/ssh/** /root/.ssh/**", "/etc/ssh/** /root/.ssh/**"),
    ("ssh -o StrictHostKeyChecking=no host", "/etc/ssh/** /root/.ssh/**", "/etc/ssh/** /root/.ssh/**"),
    ("openssl x509 -in a -passin file:pw", "/app/a /app/pw", "/root/.rnd"),
    ("openssl x509 -in a -passin pass:pw", "/app/a", "/root/.rnd"),
    ('openssl x509 -in a -passin "pass:$X"', "/app/a", "/root/.rnd"),
    (
        "nvm version",
        ("/.nvmrc /app/.nvmrc /opt/nvm/** /root/.config/nvm/** /root/.npmrc /root/.nvm/** /usr/local/nvm/**"),
        "/opt/nvm/** /root/.config/nvm/** /root/.nvm/** /usr/local/nvm/**",
    ),
    ("docker-php-ext-install ./x", "/app/x", "SYSTEM /tmp/pear/** /usr/local/php/** /usr/src/php/**"),
    ("docker-php-ext-install $X", "", "SYSTEM /tmp/pear/** /usr/local/php/** /usr/src/php/**"),
    (
        "install-php-extensions gd",
        "/root/.pearrc",
        "SYSTEM /root/.pearrc /tmp/pear/** /usr/local/php/** /usr/src/php/**",
    ),
    ("pecl list", "/root/.pearrc", "SYSTEM /root/.pearrc /tmp/pear/** /usr/local/php/** /usr/src/php/**"),
    (
        "pecl uninstall redis",
        "/root/.pearrc",
        "SYSTEM /root/.pearrc /tmp/pear/** /usr/local/php/** /usr/src/php/**",
    ),
    (
        "composer",
        (
            "/app/.env /app/auth.json /app/composer.json /app/composer.lock /app/vendor/** "
            "/root/.cache/composer/** /root/.composer/** /root/.config/composer/** "
            "/root/.config/git/config /root/.gitconfig /root/.local/share/composer/**"
        ),
        (
            "/root/.cache/composer/** /root/.composer/** /root/.config/composer/** "
            "/root/.local/share/composer/**"
        ),
    ),
    (
        "composer --version",
        (
            "/app/.env /app/auth.json /app/composer.json /app/composer.lock /app/vendor/** "
            "/root/.cache/composer/** /root/.composer/** /root/.config/composer/** "
            "/root/.config/git/config /root/.gitconfig /root/.local/share/composer/**"
        ),
        "",
    ),
    (
        'composer "about"',
        (
            "/app/.env /app/auth.json /app/composer.json /app/composer.lock /app/vendor/** "
            "/root/.cache/composer/** /root/.composer/** /root/.config/composer/** "
            "/root/.config/git/config /root/.gitconfig /root/.local/share/composer/**"
        ),
        (
            "/root/.cache/composer/** /root/.composer/** /root/.config/composer/** "
            "/root/.local/share/composer/**"
        ),
    ),
    (
        "composer --version -V --help -h --no-ansi",
        (
            "/app/.env /app/auth.json /app/composer.json /app/composer.lock /app/vendor/** "
            "/root/.cache/composer/** /root/.composer/** /root/.config/composer/** "
            "/root/.config/git/config /root/.gitconfig /root/.local/share/composer/**"
        ),
        "",
    ),
    (
        "composer --version --verbose",
        (
            "/app/.env /app/auth.json /app/composer.json /app/composer.lock /app/vendor/** "
            "/root/.cache/composer/** /root/.composer/** /root/.config/composer/** "
            "/root/.config/git/config /root/.gitconfig /root/.local/share/composer/**"
        ),
        (
            "/root/.cache/composer/** /root/.composer/** /root/.config/composer/** "
            "/root/.local/share/composer/**"
        ),
    ),
    (
        "composer global require ./x",
        (
            "/app/x/** /root/.cache/composer/** /root/.composer/** /root/.config/composer/** "
            "/root/.config/git/config /root/.gitconfig /root/.local/share/composer/**"
        ),
        (
            "/root/.cache/composer/** /root/.composer/** /root/.config/composer/** "
            "/root/.local/share/composer/**"
        ),
    ),
    (
        'composer global require "./x"',
        (
            "/app/x/** /root/.cache/composer/** /root/.composer/** /root/.config/composer/** "
            "/root/.config/git/config /root/.gitconfig /root/.local/share/composer/**"
        ),
        (
            "/root/.cache/composer/** /root/.composer/** /root/.config/composer/** "
            "/root/.local/share/composer/**"
        ),
    ),
    (
        "composer global require $X",
        (
            "/root/.cache/composer/** /root/.composer/** /root/.config/composer/** "
            "/root/.config/git/config /root/.gitconfig /root/.local/share/composer/**"
        ),
        (
            "/root/.cache/composer/** /root/.composer/** /root/.config/composer/** "
            "/root/.local/share/composer/**"
        ),
    ),
    (
        "composer config -g a b",
        (
            "/app/.env /app/auth.json /app/composer.json /app/composer.lock /app/vendor/** "
            "/root/.cache/composer/** /root/.composer/** /root/.config/composer/** "
            "/root/.config/git/config /root/.gitconfig /root/.local/share/composer/**"
        ),
        (
            "/root/.cache/composer/** /root/.composer/** /root/.config/composer/** "
            "/root/.local/share/composer/**"
        ),
    ),
    (
        "composer self-update",
        (
            "/app/.env /app/auth.json /app/composer.json /app/composer.lock /app/vendor/** "
            "/root/.cache/composer/** /root/.composer/** /root/.config/composer/** "
            "/root/.config/git/config /root/.gitconfig /root/.local/share/composer/**"
        ),
        (
            "SYSTEM /root/.cache/composer/** /root/.composer/** /root/.config/composer/** "
            "/root/.local/share/composer/**"
        ),
    ),
    (
        "gem",
        (
            "/etc/gemrc /root/.config/gem/gemrc /root/.gem/** /root/.gem/credentials /root/.gemrc "
            "/root/.local/share/gem/**"
        ),
        "",
    ),
    (
        "gem list",
        (
            "/etc/gemrc /root/.config/gem/gemrc /root/.gem/** /root/.gem/credentials /root/.gemrc "
            "/root/.local/share/gem/**"
        ),
        "",
    ),
    (
        "gem install rake",
        (
            "/etc/gemrc /root/.config/gem/gemrc /root/.gem/** /root/.gem/credentials /root/.gemrc "
            "/root/.local/share/gem/**"
        ),
        "SYSTEM /root/.bundle/** /root/.gem/** /root/.local/share/gem/**",
    ),
    (
        "gem install x.gem",
        (
            "/app/** /app/x.gem /etc/gemrc /root/.config/gem/gemrc /root/.gem/** "
            "/root/.gem/credentials /root/.gemrc /root/.local/share/gem/**"
        ),
        "SYSTEM /root/.bundle/** /root/.gem/** /root/.local/share/gem/**",
    ),
    (
        'gem install "x.gem"',
        (
            "/app/** /app/x.gem /etc/gemrc /root/.config/gem/gemrc /root/.gem/** "
            "/root/.gem/credentials /root/.gemrc /root/.local/share/gem/**"
        ),
        "SYSTEM /root/.bundle/** /root/.gem/** /root/.local/share/gem/**",
    ),
    (
        "gem install x",
        (
            "/app/** /etc/gemrc /root/.config/gem/gemrc /root/.gem/** /root/.gem/credentials "
            "/root/.gemrc /root/.local/share/gem/**"
        ),
        "SYSTEM /root/.bundle/** /root/.gem/** /root/.local/share/gem/**",
    ),
    (
        "gem install rake -i /g",
        (
            "/etc/gemrc /root/.config/gem/gemrc /root/.gem/** /root/.gem/credentials /root/.gemrc "
            "/root/.local/share/gem/**"
        ),
        "SYSTEM /g/** /root/.bundle/** /root/.gem/** /root/.local/share/gem/**",
    ),
    (
        "gem sources",
        (
            "/etc/gemrc /root/.config/gem/gemrc /root/.gem/** /root/.gem/credentials /root/.gemrc "
            "/root/.local/share/gem/**"
        ),
        "/root/.gem/** /root/.gemrc /root/.local/share/gem/**",
    ),
    (
        "gem update x",
        (
            "/app/** /etc/gemrc /root/.config/gem/gemrc /root/.gem/** /root/.gem/credentials /root/.gemrc "
            "/root/.local/share/gem/**"
        ),
        "SYSTEM /root/.bundle/** /root/.gem/** /root/.local/share/gem/**",
    ),
    (
        'bundle "version"',
        (
            "/.bundle/config /Gemfile /Gemfile.lock /Isolate /app/.bundle/config /app/Gemfile "
            "/app/Gemfile.lock /app/Isolate /app/gem.deps.rb /app/gems.locked /app/gems.rb "
            "/app/gems.rb.lock /gem.deps.rb /gems.locked /gems.rb /gems.rb.lock /root/.bundle/** "
            "/root/.gem/** /root/.local/share/gem/**"
        ),
        "",
    ),
    (
        "bundle --version",
        (
            "/.bundle/config /Gemfile /Gemfile.lock /Isolate /app/.bundle/config /app/Gemfile "
            "/app/Gemfile.lock /app/Isolate /app/gem.deps.rb /app/gems.locked /app/gems.rb "
            "/app/gems.rb.lock /gem.deps.rb /gems.locked /gems.rb /gems.rb.lock /root/.bundle/** "
            "/root/.gem/** /root/.local/share/gem/**"
        ),
        "",
    ),
    (
        "bundle --version -v --help -h",
        (
            "/.bundle/config /Gemfile /Gemfile.lock /Isolate /app/.bundle/config /app/Gemfile "
            "/app/Gemfile.lock /app/Isolate /app/gem.deps.rb /app/gems.locked /app/gems.rb "
            "/app/gems.rb.lock /gem.deps.rb /gems.locked /gems.rb /gems.rb.lock /root/.bundle/** "
            "/root/.gem/** /root/.local/share/gem/**"
        ),
        "",
    ),
    (
        "bundle version",
        (
            "/.bundle/config /Gemfile /Gemfile.lock /Isolate /app/.bundle/config /app/Gemfile "
            "/app/Gemfile.lock /app/Isolate /app/gem.deps.rb /app/gems.locked /app/gems.rb "
            "/app/gems.rb.lock /gem.deps.rb /gems.locked /gems.rb /gems.rb.lock /root/.bundle/** "
            "/root/.gem/** /root/.local/share/gem/**"
        ),
        "",
    ),
    (
        "bundle config",
        (
            "/.bundle/config /Gemfile /Gemfile.lock /Isolate /app/.bundle/config /app/Gemfile "
            "/app/Gemfile.lock /app/Isolate /app/gem.deps.rb /app/gems.locked /app/gems.rb "
            "/app/gems.rb.lock /gem.deps.rb /gems.locked /gems.rb /gems.rb.lock /root/.bundle/** "
            "/root/.gem/** /root/.local/share/gem/**"
        ),
        "",
    ),
    (
        "bundle config --global --local a b",
        (
            "/.bundle/config /Gemfile /Gemfile.lock /Isolate /app/.bundle/config /app/Gemfile "
            "/app/Gemfile.lock /app/Isolate /app/gem.deps.rb /app/gems.locked /app/gems.rb "
            "/app/gems.rb.lock /gem.deps.rb /gems.locked /gems.rb /gems.rb.lock /root/.bundle/** "
            "/root/.gem/** /root/.local/share/gem/**"
        ),
        "/.bundle /.bundle/config /app/.bundle /app/.bundle/config /root/.bundle/**",
    ),
    ("curl -o - https://x/y", "/root/.config/curlrc /root/.curlrc /root/.netrc", ""),
    ("curl -D - https://x/y", "/root/.config/curlrc /root/.curlrc /root/.netrc", ""),
    ("curl -D head https://x/y", "/root/.config/curlrc /root/.curlrc /root/.netrc", "/app/head"),
    ("curl -o /dev/null https://x", "/root/.config/curlrc /root/.curlrc /root/.netrc", ""),
    ("curl -d x https://x", "/root/.config/curlrc /root/.curlrc /root/.netrc", ""),
    ('curl -F "f=@a;type=x" https://x', "/app/a /root/.config/curlrc /root/.curlrc /root/.netrc", ""),
    ('curl -F "f=<a" https://x', "/app/a /root/.config/curlrc /root/.curlrc /root/.netrc", ""),
    ('curl -d "a b@c" https://x', "/root/.config/curlrc /root/.curlrc /root/.netrc", ""),
    ("curl file:///srv/a", "/root/.config/curlrc /root/.curlrc /root/.netrc /srv/a", ""),
    ('curl -O "https://x/{a,b}"', "/root/.config/curlrc /root/.curlrc /root/.netrc", "/app/**"),
    ('curl -O "https://x/[1-3]"', "/root/.config/curlrc /root/.curlrc /root/.netrc", "/app/**"),
    ("curl -O x.org/a/b", "/root/.config/curlrc /root/.curlrc /root/.netrc", "/app/b"),
    ("curl -O $X", "/root/.config/curlrc /root/.curlrc /root/.netrc", "/app/**"),
    (
        "wget -b https://x/y",
        "/root/.netrc /root/.wget-hsts /root/.wgetrc",
        "/app/wget-log /app/y /root/.wget-hsts",
    ),
    (
        "wget -b -o log https://x/y",
        "/root/.netrc /root/.wget-hsts /root/.wgetrc",
        "/app/log /app/y /root/.wget-hsts",
    ),
    (
        "wget -o log https://x/y",
        "/root/.netrc /root/.wget-hsts /root/.wgetrc",
        "/app/log /app/y /root/.wget-hsts",
    ),
    ("wget x.org", "/root/.netrc /root/.wget-hsts /root/.wgetrc", "/app/index.html /root/.wget-hsts"),
    ("wget x.org/a", "/root/.netrc /root/.wget-hsts /root/.wgetrc", "/app/a /root/.wget-hsts"),
    ("wget --spider https://x/y", "/root/.netrc /root/.wget-hsts /root/.wgetrc", "/root/.wget-hsts"),
    (
        "wget -O x -r https://x/y",
        "/root/.netrc /root/.wget-hsts /root/.wgetrc",
        "/app/** /app/x /root/.wget-hsts",
    ),
    ("mv *.x y/", "/app/**", "/app/** /app/y/**"),
    ('rsync "a" c', "/app/a/**", "/app/c/**"),
    ("rsync --exclude-from=- a b", "/app/a/**", "/app/b/**"),
    ("rsync --exclude-from=x a b", "/app/a/** /app/x", "/app/b/**"),
    ("cp *.x y/", "/app/**", "/app/y/**"),
    ('cp "*.x" y/', "/app/*.x/**", "/app/y/*.x/**"),
    ('install "x" -m 755 y', "/app/x/**", "/app/y/**"),
    ("mktemp -t x.XX", "", ""),
    ("TMPDIR=/t mktemp", "", "/t/**"),
    ("TMPDIR=/t mktemp x.XX", "", "/app/x.XX"),
    ("TMPDIR=/t mktemp -t x.XX", "", "/t/x.XX"),
    ("TMPDIR=/t mktemp -p /q x.XX", "", "/q/x.XX"),
    ("mktemp -p /q $X", "", "/q/**"),
    ("mktemp -p /q", "", "/q/**"),
    ("setfacl -M - x", "", "/app/x/**"),
    ("setfacl -M acl x", "/app/acl", "/app/x/**"),
    ("setcap -r x", "", "/app/x/**"),
    ("dd bs=$X of=y", "", "/app/y"),
    ("file -m magic a", "/app/a/** /app/magic", ""),
    ("ls -f x", "/app/x", ""),
    ("cut -f 1 x", "/app/x/**", ""),
    ("sort -m x", "/app/x/**", ""),
    ("head -C a", "/app/a/**", ""),
    ("rg x", "/app/**", ""),
    ("rg x src", "/app/src/**", ""),
    ("cat", "", ""),
    ("cat -", "", ""),
    ("ssh-keyscan -f - host", "", ""),
    ("ssh-keyscan -f hosts", "/app/hosts", ""),
    ("sed -e p -e q f", "/app/f", ""),
    ('yq ".b" "a.yml"', "/app/a.yml", ""),
    ("find -H a -name x", "/app/a", ""),
    ("find -D tree a -name x", "/app/a", ""),
    ("find -O3 a -name x", "/app/a", ""),
    ("find a ! -name x", "/app/a", ""),
    ("find a '(' -name x ')'", "/app/a", ""),
    ("find . -newermt 2020-01-01", "/app", ""),
    ("find . -newermm ref", "/app /app/ref", ""),
    ("find a -fprint out", "/app/a", "/app/out"),
    ("find . -exec cp {} {}.bak \\;", "/app/**", "/app/**"),
    ("find . -exec rm '{}' \\; -exec touch b \\;", "/app/**", "/app/** /app/b"),
    ('find . -exec rm -f "{}" +', "/app/**", "/app/**"),
    ("find . | grep a | xargs rm", "/app/**", "/app/**"),
    (
        "adduser app x -u 3",
        "",
        (
            "SYSTEM /home/x /home/x/.bash_logout /home/x/.bash_profile /home/x/.bashrc "
            "/home/x/.config/** /home/x/.cshrc /home/x/.emacs /home/x/.hushlogin /home/x/.kshrc "
            "/home/x/.login /home/x/.mkshrc /home/x/.profile /home/x/.tcshrc /home/x/.zprofile "
            "/home/x/.zshenv /home/x/.zshrc"
        ),
    ),
    (
        "adduser app",
        "",
        (
            "SYSTEM /home/app /home/app/.bash_logout /home/app/.bash_profile /home/app/.bashrc "
            "/home/app/.config/** /home/app/.cshrc /home/app/.emacs /home/app/.hushlogin "
            "/home/app/.kshrc /home/app/.login /home/app/.mkshrc /home/app/.profile "
            "/home/app/.tcshrc /home/app/.zprofile /home/app/.zshenv /home/app/.zshrc"
        ),
    ),
    ("userdel app", "", "SYSTEM /etc/group /etc/passwd"),
    ("usermod -r app", "", "SYSTEM /etc/group /etc/passwd"),
    ("deluser --remove-home app", "", "SYSTEM /etc/group /etc/passwd /home/app/** /var/www/**"),
    ("curl --output-dir /opt -o /y https://x/y", "/root/.config/curlrc /root/.curlrc /root/.netrc", "/opt/y"),
    (
        "curl --output-dir opt -o y https://x/y",
        "/root/.config/curlrc /root/.curlrc /root/.netrc",
        "/app/opt/y",
    ),
    ("find . | tr '\\n' '\\0' | xargs -0 rm", "/app/**", "/app/**"),
    ("rg -e x", "/app/**", ""),
    ("rg -f patterns src", "/app/patterns /app/src/**", ""),
    ("rg", "/app/**", ""),
    ("awk --source '{print}' f", "/app/f", ""),
    (
        "go",
        ("/app/go.mod /app/go.work /go.mod /go.work /root/.config/go/env /root/.netrc /root/go/go.mod"),
        "/go/pkg/** /root/.cache/go-build/** /root/go/pkg/**",
    ),
    (
        "go install x@latest",
        "/root/.config/go/env /root/.netrc /root/go/go.mod",
        "/go/bin/** /go/pkg/** /root/.cache/go-build/** /root/go/bin/** /root/go/pkg/**",
    ),
    (
        'go "version"',
        ("/app/go.mod /app/go.work /go.mod /go.work /root/.config/go/env /root/.netrc /root/go/go.mod"),
        "/go/pkg/** /root/.cache/go-build/** /root/go/pkg/**",
    ),
    (
        "go env GOPATH",
        ("/app/go.mod /app/go.work /go.mod /go.work /root/.config/go/env /root/.netrc /root/go/go.mod"),
        "/go/pkg/** /root/.cache/go-build/** /root/go/pkg/**",
    ),
    ("go telemetry off", "/root/.config/go/env /root/.netrc /root/go/go.mod", "/root/.config/go/**"),
    (
        "go clean -cache",
        (
            "/app/go.mod /app/go.work /go.mod /go.work /go/pkg/** /root/.cache/go-build/** "
            "/root/.config/go/env /root/.netrc /root/go/go.mod /root/go/pkg/**"
        ),
        "/go/pkg/** /root/.cache/go-build/** /root/go/pkg/**",
    ),
    (
        "GOPATH=/g go install x@v1",
        "/root/.config/go/env /root/.netrc /root/go/go.mod",
        "/g/bin/** /g/pkg/** /root/.cache/go-build/**",
    ),
    (
        "GOBIN=/b go install x@v1",
        "/root/.config/go/env /root/.netrc /root/go/go.mod",
        "/b/** /go/bin/** /go/pkg/** /root/.cache/go-build/** /root/go/bin/** /root/go/pkg/**",
    ),
    (
        "cargo",
        (
            "/.cargo/config /.cargo/config.toml /app/.cargo/config /app/.cargo/config.toml "
            "/app/rust-toolchain /app/rust-toolchain.toml /root/.cargo/** /root/.rustup/** "
            "/rust-toolchain /rust-toolchain.toml /usr/local/cargo/** /usr/local/rustup/**"
        ),
        "/root/.cargo/** /root/.rustup/** /usr/local/cargo/** /usr/local/rustup/**",
    ),
    (
        "cargo +nightly install x",
        (
            "/.cargo/config /.cargo/config.toml /app/.cargo/config /app/.cargo/config.toml "
            "/app/rust-toolchain /app/rust-toolchain.toml /root/.cargo/** /root/.rustup/** "
            "/rust-toolchain /rust-toolchain.toml /usr/local/cargo/** /usr/local/rustup/**"
        ),
        "/root/.cargo/** /root/.rustup/** /usr/local/cargo/** /usr/local/rustup/**",
    ),
    (
        "cargo install --git https://x/y",
        (
            "/.cargo/config /.cargo/config.toml /app/.cargo/config /app/.cargo/config.toml "
            "/app/rust-toolchain /app/rust-toolchain.toml /root/.cargo/** /root/.rustup/** "
            "/rust-toolchain /rust-toolchain.toml /usr/local/cargo/** /usr/local/rustup/**"
        ),
        "/root/.cargo/** /root/.rustup/** /usr/local/cargo/** /usr/local/rustup/**",
    ),
    (
        "cargo init",
        (
            "/.cargo/config /.cargo/config.toml /Cargo.toml /app/** /app/.cargo/config "
            "/app/.cargo/config.toml /app/Cargo.toml /app/rust-toolchain /app/rust-toolchain.toml "
            "/root/.cargo/** /root/.gitconfig /root/.rustup/** /rust-toolchain "
            "/rust-toolchain.toml /usr/local/cargo/** /usr/local/rustup/**"
        ),
        "/Cargo.toml /app/** /app/Cargo.toml",
    ),
    (
        "cargo init x",
        (
            "/.cargo/config /.cargo/config.toml /Cargo.toml /app/.cargo/config "
            "/app/.cargo/config.toml /app/Cargo.toml /app/rust-toolchain /app/rust-toolchain.toml "
            "/app/x/** /root/.cargo/** /root/.gitconfig /root/.rustup/** /rust-toolchain "
            "/rust-toolchain.toml /usr/local/cargo/** /usr/local/rustup/**"
        ),
        "/Cargo.toml /app/Cargo.toml /app/x/**",
    ),
    (
        "rustup",
        (
            "/app/rust-toolchain /app/rust-toolchain.toml /root/.cargo/** /root/.rustup/** "
            "/rust-toolchain /rust-toolchain.toml /usr/local/cargo/** /usr/local/rustup/**"
        ),
        (
            "/root/.bash_profile /root/.bashrc /root/.cargo/** /root/.profile /root/.rustup/** "
            "/root/.zshenv /usr/local/cargo/** /usr/local/rustup/**"
        ),
    ),
    (
        "npm",
        (
            "/.npmrc /app/.npmrc /app/package.json /etc/npmrc /package.json /root/.gitconfig "
            "/root/.npmrc /usr/local/etc/npmrc"
        ),
        "/root/.npm/**",
    ),
    (
        'npm "cache" clean',
        (
            "/.npmrc /app/.npmrc /app/package.json /etc/npmrc /package.json /root/.gitconfig "
            "/root/.npm/** /root/.npmrc /usr/local/etc/npmrc"
        ),
        "/root/.npm/**",
    ),
    (
        "npm --version",
        (
            "/.npmrc /app/.npmrc /app/package.json /etc/npmrc /package.json /root/.gitconfig "
            "/root/.npmrc /usr/local/etc/npmrc"
        ),
        "",
    ),
    (
        "npm --version -v --help -h",
        (
            "/.npmrc /app/.npmrc /app/package.json /etc/npmrc /package.json /root/.gitconfig "
            "/root/.npmrc /usr/local/etc/npmrc"
        ),
        "",
    ),
    (
        "npm --verbose",
        (
            "/.npmrc /app/.npmrc /app/package.json /etc/npmrc /package.json /root/.gitconfig "
            "/root/.npmrc /usr/local/etc/npmrc"
        ),
        "/root/.npm/**",
    ),
    (
        "npm pkg get x",
        (
            "/.npmrc /app/.npmrc /app/package.json /etc/npmrc /package.json /root/.gitconfig "
            "/root/.npmrc /usr/local/etc/npmrc"
        ),
        "/root/.npm/**",
    ),
    (
        "npm set x y -g",
        (
            "/.npmrc /app/.npmrc /app/package.json /etc/npmrc /package.json /root/.gitconfig "
            "/root/.npmrc /usr/local/etc/npmrc"
        ),
        "SYSTEM /root/.npm/**",
    ),
    (
        "npm config fix",
        (
            "/.npmrc /app/.npmrc /app/package.json /etc/npmrc /package.json /root/.gitconfig "
            "/root/.npmrc /usr/local/etc/npmrc"
        ),
        "SYSTEM /.npmrc /app/.npmrc /root/.npm/** /root/.npmrc",
    ),
    (
        "npm config set x y --location=user",
        (
            "/.npmrc /app/.npmrc /app/package.json /etc/npmrc /package.json /root/.gitconfig "
            "/root/.npmrc /usr/local/etc/npmrc"
        ),
        "SYSTEM /root/.npm/** /root/.npmrc",
    ),
    (
        "npm config set x y --location=global",
        (
            "/.npmrc /app/.npmrc /app/package.json /etc/npmrc /package.json /root/.gitconfig "
            "/root/.npmrc /usr/local/etc/npmrc"
        ),
        "SYSTEM /root/.npm/** /root/.npmrc",
    ),
    (
        "npm config set --userconfig x a b",
        (
            "/.npmrc /app/.npmrc /app/package.json /app/x /etc/npmrc /package.json "
            "/root/.gitconfig /root/.npmrc /usr/local/etc/npmrc"
        ),
        "SYSTEM /app/x /root/.npm/** /root/.npmrc",
    ),
    (
        "npm c set a b",
        (
            "/.npmrc /app/.npmrc /app/package.json /etc/npmrc /package.json /root/.gitconfig "
            "/root/.npmrc /usr/local/etc/npmrc"
        ),
        "SYSTEM /root/.npm/** /root/.npmrc",
    ),
    (
        "npm set get x",
        (
            "/.npmrc /app/.npmrc /app/package.json /etc/npmrc /package.json /root/.gitconfig "
            "/root/.npmrc /usr/local/etc/npmrc"
        ),
        "SYSTEM /root/.npm/** /root/.npmrc",
    ),
    (
        'yarn "config" list',
        (
            "/.corepack.env /.env.yarn /.npmrc /.yarn-metadata.json /.yarn/plugins/** "
            "/.yarn/releases/** /.yarnrc /.yarnrc.yml /app/.corepack.env /app/.env.yarn "
            "/app/.npmrc /app/.yarn-metadata.json /app/.yarn/plugins/** /app/.yarn/releases/** "
            "/app/.yarnrc /app/.yarnrc.yml /app/package.json /app/yarn.lock /package.json "
            "/root/.npmrc /root/.yarnrc /root/.yarnrc.yml /yarn.lock"
        ),
        (
            "/root/.cache/node/corepack/** /root/.cache/yarn/** /root/.config/yarn/** "
            "/root/.yarn-cache/** /root/.yarn/** /usr/local/share/.cache/** "
            "/usr/local/share/.config/**"
        ),
    ),
    (
        "yarn --version",
        (
            "/.corepack.env /.env.yarn /.npmrc /.yarn-metadata.json /.yarn/plugins/** "
            "/.yarn/releases/** /.yarnrc /.yarnrc.yml /app/.corepack.env /app/.env.yarn "
            "/app/.npmrc /app/.yarn-metadata.json /app/.yarn/plugins/** /app/.yarn/releases/** "
            "/app/.yarnrc /app/.yarnrc.yml /app/package.json /app/yarn.lock /package.json "
            "/root/.npmrc /root/.yarnrc /root/.yarnrc.yml /yarn.lock"
        ),
        (
            "/root/.cache/node/corepack/** /root/.cache/yarn/** /root/.config/yarn/** "
            "/root/.yarn-cache/** /root/.yarn/** /usr/local/share/.cache/** "
            "/usr/local/share/.config/**"
        ),
    ),
    (
        "yarn cache dir",
        (
            "/.corepack.env /.env.yarn /.npmrc /.yarn-metadata.json /.yarn/plugins/** "
            "/.yarn/releases/** /.yarnrc /.yarnrc.yml /app/.corepack.env /app/.env.yarn "
            "/app/.npmrc /app/.yarn-metadata.json /app/.yarn/plugins/** /app/.yarn/releases/** "
            "/app/.yarnrc /app/.yarnrc.yml /app/package.json /app/yarn.lock /package.json "
            "/root/.cache/node/corepack/** /root/.cache/yarn/** /root/.config/yarn/** /root/.npmrc "
            "/root/.yarn-cache/** /root/.yarn/** /root/.yarnrc /root/.yarnrc.yml "
            "/usr/local/share/.cache/** /usr/local/share/.config/** /yarn.lock"
        ),
        (
            "/root/.cache/node/corepack/** /root/.cache/yarn/** /root/.config/yarn/** "
            "/root/.yarn-cache/** /root/.yarn/** /usr/local/share/.cache/** "
            "/usr/local/share/.config/**"
        ),
    ),
    (
        "yarn config set a b",
        (
            "/.corepack.env /.env.yarn /.npmrc /.yarn-metadata.json /.yarn/plugins/** "
            "/.yarn/releases/** /.yarnrc /.yarnrc.yml /app/.corepack.env /app/.env.yarn "
            "/app/.npmrc /app/.yarn-metadata.json /app/.yarn/plugins/** /app/.yarn/releases/** "
            "/app/.yarnrc /app/.yarnrc.yml /app/package.json /app/yarn.lock /package.json "
            "/root/.npmrc /root/.yarnrc /root/.yarnrc.yml /yarn.lock"
        ),
        (
            "/.yarnrc.yml /app/.yarnrc.yml /root/.cache/node/corepack/** /root/.cache/yarn/** "
            "/root/.config/yarn/** /root/.yarn-cache/** /root/.yarn/** /root/.yarnrc "
            "/root/.yarnrc.yml /usr/local/share/.cache/** /usr/local/share/.config/**"
        ),
    ),
    (
        'pnpm "store" prune',
        (
            "/.corepack.env /.npmrc /.pnpm-workspace.yaml /.pnpm-workspace.yml "
            "/.pnpm-workspaces.yaml /.pnpm-workspaces.yml /.pnpmfile.cjs /.pnpmfile.mjs "
            "/app/.corepack.env /app/.npmrc /app/.pnpm-workspace.yaml /app/.pnpm-workspace.yml "
            "/app/.pnpm-workspaces.yaml /app/.pnpm-workspaces.yml /app/.pnpmfile.cjs "
            "/app/.pnpmfile.mjs /app/package.json /app/pnpm-lock.yaml /app/pnpm-workspace.yaml "
            "/app/pnpm-workspace.yml /app/pnpm-workspaces.yaml /app/pnpm-workspaces.yml "
            "/app/pnpmfile.cjs /package.json /pnpm-lock.yaml /pnpm-workspace.yaml "
            "/pnpm-workspace.yml /pnpm-workspaces.yaml /pnpm-workspaces.yml /pnpmfile.cjs "
            "/root/.cache/node/corepack/** /root/.cache/pnpm/** /root/.config/pnpm/** "
            "/root/.gitconfig /root/.local/share/pnpm/** /root/.local/state/pnpm/** /root/.npm/** "
            "/root/.npmrc /root/.pnpm-store/**"
        ),
        (
            "/.pnpm-store/** /app/.pnpm-store/** /root/.cache/node/corepack/** "
            "/root/.cache/pnpm/** /root/.config/pnpm/** /root/.local/share/pnpm/** "
            "/root/.local/state/pnpm/** /root/.npm/** /root/.pnpm-store/**"
        ),
    ),
    (
        "pnpm --version",
        (
            "/.corepack.env /.npmrc /.pnpm-workspace.yaml /.pnpm-workspace.yml "
            "/.pnpm-workspaces.yaml /.pnpm-workspaces.yml /.pnpmfile.cjs /.pnpmfile.mjs "
            "/app/.corepack.env /app/.npmrc /app/.pnpm-workspace.yaml /app/.pnpm-workspace.yml "
            "/app/.pnpm-workspaces.yaml /app/.pnpm-workspaces.yml /app/.pnpmfile.cjs "
            "/app/.pnpmfile.mjs /app/package.json /app/pnpm-lock.yaml /app/pnpm-workspace.yaml "
            "/app/pnpm-workspace.yml /app/pnpm-workspaces.yaml /app/pnpm-workspaces.yml "
            "/app/pnpmfile.cjs /package.json /pnpm-lock.yaml /pnpm-workspace.yaml "
            "/pnpm-workspace.yml /pnpm-workspaces.yaml /pnpm-workspaces.yml /pnpmfile.cjs "
            "/root/.config/pnpm/** /root/.gitconfig /root/.npmrc"
        ),
        (
            "/root/.cache/node/corepack/** /root/.cache/pnpm/** /root/.config/pnpm/** "
            "/root/.local/share/pnpm/** /root/.local/state/pnpm/** /root/.npm/** "
            "/root/.pnpm-store/**"
        ),
    ),
    (
        "pnpm config get x",
        (
            "/.corepack.env /.npmrc /.pnpm-workspace.yaml /.pnpm-workspace.yml "
            "/.pnpm-workspaces.yaml /.pnpm-workspaces.yml /.pnpmfile.cjs /.pnpmfile.mjs "
            "/app/.corepack.env /app/.npmrc /app/.pnpm-workspace.yaml /app/.pnpm-workspace.yml "
            "/app/.pnpm-workspaces.yaml /app/.pnpm-workspaces.yml /app/.pnpmfile.cjs "
            "/app/.pnpmfile.mjs /app/package.json /app/pnpm-lock.yaml /app/pnpm-workspace.yaml "
            "/app/pnpm-workspace.yml /app/pnpm-workspaces.yaml /app/pnpm-workspaces.yml "
            "/app/pnpmfile.cjs /package.json /pnpm-lock.yaml /pnpm-workspace.yaml "
            "/pnpm-workspace.yml /pnpm-workspaces.yaml /pnpm-workspaces.yml /pnpmfile.cjs "
            "/root/.config/pnpm/** /root/.gitconfig /root/.npmrc"
        ),
        (
            "/root/.cache/node/corepack/** /root/.cache/pnpm/** /root/.config/pnpm/** "
            "/root/.local/share/pnpm/** /root/.local/state/pnpm/** /root/.npm/** "
            "/root/.pnpm-store/**"
        ),
    ),
    (
        "pnpm config set x y --location=project",
        (
            "/.corepack.env /.npmrc /.pnpm-workspace.yaml /.pnpm-workspace.yml "
            "/.pnpm-workspaces.yaml /.pnpm-workspaces.yml /.pnpmfile.cjs /.pnpmfile.mjs "
            "/app/.corepack.env /app/.npmrc /app/.pnpm-workspace.yaml /app/.pnpm-workspace.yml "
            "/app/.pnpm-workspaces.yaml /app/.pnpm-workspaces.yml /app/.pnpmfile.cjs "
            "/app/.pnpmfile.mjs /app/package.json /app/pnpm-lock.yaml /app/pnpm-workspace.yaml "
            "/app/pnpm-workspace.yml /app/pnpm-workspaces.yaml /app/pnpm-workspaces.yml "
            "/app/pnpmfile.cjs /package.json /pnpm-lock.yaml /pnpm-workspace.yaml "
            "/pnpm-workspace.yml /pnpm-workspaces.yaml /pnpm-workspaces.yml /pnpmfile.cjs "
            "/root/.config/pnpm/** /root/.gitconfig /root/.npmrc"
        ),
        (
            "/.npmrc /app/.npmrc /app/pnpm-workspace.yaml /pnpm-workspace.yaml "
            "/root/.cache/node/corepack/** /root/.cache/pnpm/** /root/.config/pnpm/** "
            "/root/.config/pnpm/auth.ini /root/.config/pnpm/rc /root/.local/share/pnpm/** "
            "/root/.local/state/pnpm/** /root/.npm/** /root/.npmrc /root/.pnpm-store/**"
        ),
    ),
    (
        "pnpm config set x y --location user",
        (
            "/.corepack.env /.npmrc /.pnpm-workspace.yaml /.pnpm-workspace.yml "
            "/.pnpm-workspaces.yaml /.pnpm-workspaces.yml /.pnpmfile.cjs /.pnpmfile.mjs "
            "/app/.corepack.env /app/.npmrc /app/.pnpm-workspace.yaml /app/.pnpm-workspace.yml "
            "/app/.pnpm-workspaces.yaml /app/.pnpm-workspaces.yml /app/.pnpmfile.cjs "
            "/app/.pnpmfile.mjs /app/package.json /app/pnpm-lock.yaml /app/pnpm-workspace.yaml "
            "/app/pnpm-workspace.yml /app/pnpm-workspaces.yaml /app/pnpm-workspaces.yml "
            "/app/pnpmfile.cjs /package.json /pnpm-lock.yaml /pnpm-workspace.yaml "
            "/pnpm-workspace.yml /pnpm-workspaces.yaml /pnpm-workspaces.yml /pnpmfile.cjs "
            "/root/.config/pnpm/** /root/.gitconfig /root/.npmrc"
        ),
        (
            "/root/.cache/node/corepack/** /root/.cache/pnpm/** /root/.config/pnpm/** "
            "/root/.config/pnpm/auth.ini /root/.config/pnpm/rc /root/.local/share/pnpm/** "
            "/root/.local/state/pnpm/** /root/.npm/** /root/.npmrc /root/.pnpm-store/**"
        ),
    ),
    (
        "pnpm setup",
        (
            "/.corepack.env /.npmrc /.pnpm-workspace.yaml /.pnpm-workspace.yml "
            "/.pnpm-workspaces.yaml /.pnpm-workspaces.yml /.pnpmfile.cjs /.pnpmfile.mjs "
            "/app/.corepack.env /app/.npmrc /app/.pnpm-workspace.yaml /app/.pnpm-workspace.yml "
            "/app/.pnpm-workspaces.yaml /app/.pnpm-workspaces.yml /app/.pnpmfile.cjs "
            "/app/.pnpmfile.mjs /app/package.json /app/pnpm-lock.yaml /app/pnpm-workspace.yaml "
            "/app/pnpm-workspace.yml /app/pnpm-workspaces.yaml /app/pnpm-workspaces.yml "
            "/app/pnpmfile.cjs /package.json /pnpm-lock.yaml /pnpm-workspace.yaml "
            "/pnpm-workspace.yml /pnpm-workspaces.yaml /pnpm-workspaces.yml /pnpmfile.cjs "
            "/root/.config/pnpm/** /root/.gitconfig /root/.npmrc"
        ),
        (
            "/root/.bashrc /root/.cache/node/corepack/** /root/.cache/pnpm/** "
            "/root/.config/pnpm/** /root/.local/share/pnpm/** /root/.local/state/pnpm/** "
            "/root/.npm/** /root/.pnpm-store/** /root/.profile /root/.zshrc"
        ),
    ),
    (
        'bun "upgrade"',
        "/app/bunfig.toml /app/package.json /bunfig.toml /package.json /root/.bun/**",
        "SYSTEM /root/.bun/**",
    ),
    ("cat /*.txt", "/**", ""),
    ('true && echo "$X" > y', "", "/app/y"),
    ('true && echo "$X"', "", ""),
    ("true && echo x > y", "", "/app/y"),
    ("true; ls", "", ""),
    ("ls; true", "", ""),
    ("/usr/bin/touch x", "", "/app/x"),
    ("curl --output=out/x https://x/y", "/root/.config/curlrc /root/.curlrc /root/.netrc", "/app/out/x"),
    ("true > 2", "", "/app/2"),
    ("true >& out", "", "/app/out"),
    ("true 2>&1 > /dev/null", "", ""),
    ('if true; then echo "$X"; fi', "", ""),
    ("if true; then echo x > y; fi", "", "/app/y"),
    ("for one in *; do echo x > y; done", "/app/**", "/app/y"),
    ('for one in *; do echo "$one"; done', "/app/**", ""),
    ("> y", "", "/app/y"),
    ("true; > /etc/app.conf", "", "/etc/app.conf"),
    ("if true; then > y; fi", "", "/app/y"),
    (">> y", "", "/app/y"),
    ("< y", "/app/y", ""),
    ("find src -exec true \\;", "/app/src/**", ""),
    ("find . -exec rm \\{\\} \\;", "/app/**", "/app/**"),
    ("find . -name '*.deb' | xargs dpkg -i", "/app/**", "SYSTEM /var/www/**"),
    ("git -C", "/root/.config/git/config /root/.git-credentials /root/.gitconfig /root/.netrc", ""),
    ("corepack install -g $X", "", "SYSTEM /root/.cache/node/corepack/**"),
    (
        "cat /x/nvm.sh && nvm use 20",
        ("/opt/nvm/** /root/.config/nvm/** /root/.npmrc /root/.nvm/** /usr/local/nvm/** /x/nvm.sh/**"),
        "/opt/nvm/** /root/.config/nvm/** /root/.nvm/** /usr/local/nvm/**",
    ),
    (
        "poetry --version -V --help -h",
        (
            "/.poetry/** /app/.poetry/** /app/poetry.lock /app/poetry.toml /app/pyproject.toml "
            "/poetry.lock /poetry.toml /pyproject.toml /root/.cache/pypoetry/** "
            "/root/.config/pypoetry/** /root/.config/python_keyring/** /root/.netrc /root/_netrc"
        ),
        "",
    ),
    (
        "go clean -cache -modcache -testcache -fuzzcache",
        (
            "/app/go.mod /app/go.work /go.mod /go.work /go/pkg/** /root/.cache/go-build/** "
            "/root/.config/go/env /root/.netrc /root/go/go.mod /root/go/pkg/**"
        ),
        "/go/pkg/** /root/.cache/go-build/** /root/go/pkg/**",
    ),
    ("node --version --help -v", "", ""),
]

# What changes only the mode or owner of files: what it reads, and the files.
MARKS = [
    ("chmod +x entrypoint.sh", "", "/app/entrypoint.sh"),
    ("chmod 755 a.sh b.sh", "", "/app/a.sh /app/b.sh"),
    ("chmod -R 777 storage bootstrap/cache", "", "/app/bootstrap/cache/** /app/storage/**"),
    ("chmod -x run.sh", "", "/app/run.sh"),
    ("chmod -rwx,u+r file", "", "/app/file"),
    ("chmod u=rwX,go=rX -R /app", "", "/app/**"),
    ("chmod +x *.sh", "/app/**", "/app/**"),
    ("chmod +x scripts/*.sh", "/app/scripts/**", "/app/scripts/**"),
    ("chmod --reference=a.sh b.sh", "/app/a.sh", "/app/b.sh"),
    ("chmod a+x /usr/local/bin/tool", "", "/usr/local/bin/tool"),
    ("chown app:app /app", "", "/app"),
    ("chown -R node:node /app", "", "/app/**"),
    ("chown -R --from=root app .", "", "/app/**"),
    ("chown --reference=package.json out", "/app/package.json", "/app/out"),
    ("chgrp -R 0 /app", "", "/app/**"),
    ("chown -Rh www-data: storage", "", "/app/storage/**"),
    (r"find . -name '*.sh' -exec chmod +x {} \;", "/app/**", "/app/**"),
    ("find . -execdir chmod 644 {} +", "/app/**", "/app/**"),
    ("find . -type d | grep -v x | xargs chmod 755", "/app/**", "/app/**"),
    ("usermod -u 1000 www-data", "", "/home/www-data/** /var/www/**"),
]

# What is not known, and what the message says.
UNKNOWN = [
    ("nix-env -f default.nix -i", "what nix-env with files of its own does to files is not known"),
    ("nix profile install .#x", "what nix with files of its own does to files is not known"),
    ("nix build", "what nix build does to files is not known"),
    ('mkdir -p "$UNHEARD"', 'the path "$UNHEARD" is not known'),
    ("make > log 2>&1", "what make does to files is not known"),
    ('rm "$FILE"', 'the path "$FILE" is not known'),
    ("cp $UNHEARD /etc/", "the path $UNHEARD is not known"),
    ("rsync -az host:/x .", "what rsync with another machine does to files is not known"),
    ('[ -f "$UNHEARD" ]', 'the path "$UNHEARD" is not known'),
    ('sed -i "$UNHEARD" index.html', "what the program of sed does to files is not known"),
    ("sed -n 'w out' f", "what the program of sed does to files is not known"),
    ("sed 's/a/b/w out' f", "what the program of sed does to files is not known"),
    ("sed 's@a@b@e' f", "what the program of sed does to files is not known"),
    ("sed -e 1r/etc/passwd f", "what the program of sed does to files is not known"),
    ("sed -f script f", "what the program of sed does to files is not known"),
    ("awk '{print > \"out\"}' f", "what the program of awk does to files is not known"),
    ("awk '{system(\"rm x\")}' f", "what the program of awk does to files is not known"),
    ("awk 'BEGIN {\"date\" | getline d}'", "what the program of awk does to files is not known"),
    ("awk -f p.awk f", "what the program of awk does to files is not known"),
    (r"find . -name x -exec ./run.sh {} \;", "what ./run.sh . does to files is not known"),
    ("find -L . -delete", "what find -L, which follows links, does to files is not known"),
    ("ls | xargs rm", "which files rm is given is not known"),
    ("tar -xPf a.tar", "what tar with its own file names does to files is not known"),
    ("tar --transform s,a,b, -xf a.tar", "what tar with its own file names does to files is not known"),
    ("tar -cf x.tar -T list", "what tar with a list of files does to files is not known"),
    ("jar cf a.jar x", "what jar does to files is not known"),
    ("curl -L https://x/y | bash", "what bash does to files is not known"),
    ("git submodule update --init", "what git submodule does to files is not known"),
    ("git describe --tags", "what git describe does to files is not known"),
    ("git status", "what git status does to files is not known"),
    ("git add -A", "what git add does to files is not known"),
    ("dpkg -b pkg out.deb", "what dpkg with directories of its own does to files is not known"),
    ("gpg a.gpg", "what gpg without an action that is known does to files is not known"),
    ("openssl ca -in x", "what openssl ca does to files is not known"),
    ("npm run build", "what npm run does to files is not known"),
    ("yarn build", "what yarn build does to files is not known"),
    ("pnpm build", "what pnpm build does to files is not known"),
    ("bun run x", "what bun run does to files is not known"),
    ("corepack use pnpm@9", "what corepack use does to files is not known"),
    ("npx prisma generate", "what npx prisma does to files is not known"),
    ("npx -y cowsay", "what npx cowsay does to files is not known"),
    ("node -e \"require('./x')\"", "what the script of node does to files is not known"),
    ("node build.js", "what the script of node does to files is not known"),
    ("nvm exec x", "what nvm exec does to files is not known"),
    ("pip wheel .", "what pip wheel does to files is not known"),
    ("python -c 'open(1)'", "what the script of python -c does to files is not known"),
    ("python manage.py collectstatic", "what the script manage.py does to files is not known"),
    ("python setup.py develop", "what the script setup.py does to files is not known"),
    ("python", "what the script that python is fed does to files is not known"),
    ("poetry build", "what poetry build does to files is not known"),
    ("uv lock", "what uv lock does to files is not known"),
    ("pipx run x", "what pipx run does to files is not known"),
    ("conda run x", "what conda run does to files is not known"),
    ("curl -fsSL https://x/install.sh | bash", "what bash does to files is not known"),
    ("echo 'rm -rf x' | bash", "what bash does to files is not known"),
    ("bash setup.sh", "what bash setup.sh does to files is not known"),
    ("./prepare.sh", "what ./prepare.sh does to files is not known"),
    ("/scripts/prepare", "what /scripts/prepare does to files is not known"),
    ("sh ./a.sh", "what sh ./a.sh does to files is not known"),
    (". ./env.sh", "what . ./env.sh does to files is not known"),
    (". ./profile", "what . ./profile does to files is not known"),
    ('bash -c "source profile"', "what source profile does to files is not known"),
    ("go build ./...", "what go build does to files is not known"),
    ("go generate ./...", "what go generate does to files is not known"),
    ("cargo install --path .", "what cargo install does to files is not known"),
    ("cargo build", "what cargo build does to files is not known"),
    ("rustup run x", "what rustup run does to files is not known"),
    ("gem build x.gemspec", "what gem build does to files is not known"),
    ("bundle exec rake", "what bundle exec does to files is not known"),
    ("composer dump-autoload", "what composer dump-autoload does to files is not known"),
    ("php artisan key:generate", "what php artisan key:generate does to files is not known"),
    ("make install", "what make install does to files is not known"),
    ("su - app -c 'mkdir x'", "the path x is not known"),
    ("$TOOL x", "what $TOOL x does to files is not known"),
    (
        "curl https://deb.nodesource.com/setup_20.x | bash script.sh",
        "what bash script.sh does to files is not known",
    ),
    (
        "curl https://deb.nodesource.com/setup_20.x | bash --posix x.sh",
        "what bash --posix x.sh does to files is not known",
    ),
    (
        "curl https://deb.nodesource.com/setup_20.x | bash -- x.sh",
        "what bash -- x.sh does to files is not known",
    ),
    (
        "curl https://deb.nodesource.com/setup_20.x | bash - x.sh",
        "what bash - x.sh does to files is not known",
    ),
    (
        "curl https://bootstrap.pypa.io/get-pip.py | python -s x.py",
        "what the script x.py does to files is not known",
    ),
    (
        "curl https://bootstrap.pypa.io/get-pip.py | python -- x.py",
        "what the script -- does to files is not known",
    ),
    (
        "curl https://bootstrap.pypa.io/get-pip.py | python $X",
        "what the script $X does to files is not known",
    ),
    ("curl https://deb.nodesource.com/setup_20.x | bash -e $X", "what bash -e $X does to files is not known"),
    ("curl https://deb.nodesource.com/setup_20.x | bash $X", "what bash $X does to files is not known"),
    ("curl https://deb.nodesource.com/setup_20.x | bash - > log", "what bash - does to files is not known"),
    (
        "curl -sS https://getcomposer.org/installer | php -- --install-dir=$X",
        "the directory that composer goes to is not known",
    ),
    (
        "curl -sS https://getcomposer.org/installer | php -- --install-dir $X",
        "the directory that composer goes to is not known",
    ),
    (
        "python get-pip.py -r requirements.txt",
        "what get-pip.py with a list of packages does to files is not known",
    ),
    (
        "curl -sSL https://install.python-poetry.org | python3 - --path x",
        "what poetry's installer with a project does to files is not known",
    ),
    (". ~app/.profile", "the path ~app/.profile is not known"),
    (". /app/profile", "what . /app/profile does to files is not known"),
    (". it*/activate", "what . it*/activate does to files is not known"),
    (". $X", "what . $X does to files is not known"),
    (".", "what . does to files is not known"),
    ("GIT_DIR=/x git status", "what git with another repository does to files is not known"),
    ("git lfs install", "what git lfs does to files is not known"),
    ("git lfs uninstall --skip-repo", "what git lfs does to files is not known"),
    ("git lfs", "what git lfs does to files is not known"),
    ("git add --skip-repo install", "what git add does to files is not known"),
    ("git $X", "what git $X does to files is not known"),
    ("git tag -d v1", "what git tag does to files is not known"),
    ("git branch -m a b", "what git branch does to files is not known"),
    ("git log a b c d", "what git log does to files is not known"),
    ("git ls-remote $X", "the path $X is not known"),
    ("git --git-dir=/x status", "what git with another repository does to files is not known"),
    ("git --git-dir /x log", "what git with another repository does to files is not known"),
    ("git clone", "what git clone does to files is not known"),
    ("git clone $X", "the repository $X is not known"),
    ('git clone "$X:a/b"', 'the repository "$X:a/b" is not known'),
    ("git clone https://x/y && cd $X && git checkout z", "the path $X is not known"),
    ("git clone https://x/y && git checkout z", "what git checkout does to files is not known"),
    ("git clone https://x/y . && git checkout z", "what git checkout does to files is not known"),
    ("git init x && git add -A", "what git add does to files is not known"),
    ("git config -f x a b", "what git config does to files is not known"),
    ("python -m", "what the script -m does to files is not known"),
    ("python -c", "what the script -c does to files is not known"),
    ("python -m $X", "what python -m $X does to files is not known"),
    ('python -c "import x, this"', "what the script of python -c does to files is not known"),
    ('python -c "from . import x"', "what the script of python -c does to files is not known"),
    ('PYTHONPATH=/x python -c "import x"', "what the script of python -c does to files is not known"),
    ("python -c \"print(1, end='')\"", "what the script of python -c does to files is not known"),
    ('python -c "print(f(1))"', "what the script of python -c does to files is not known"),
    (
        "python -c \"import nltk; nltk.download('a', '/x')\"",
        "what the script of python -c does to files is not known",
    ),
    (
        "python -c \"import nltk; nltk.download('a', download_dir='/x')\"",
        "what the script of python -c does to files is not known",
    ),
    ('python -c "import nltk; nltk.download(x)"', "what the script of python -c does to files is not known"),
    (
        "python -c \"import nltk; nltk.download(x, 'y')\"",
        "what the script of python -c does to files is not known",
    ),
    ('python -c "import nltk; nltk.download()"', "what the script of python -c does to files is not known"),
    ("pip $X", "what pip $X does to files is not known"),
    ("pip config edit", "what pip config does to files is not known"),
    ("pip set x", "what pip set does to files is not known"),
    ("python -m compileall", "what compileall without a directory does to files is not known"),
    ("python -m compileall -i list", "what compileall without a directory does to files is not known"),
    ("python -m compileall -s a b", "what compileall without a directory does to files is not known"),
    ("python -m ensurepip --root /x", "what ensurepip --root does to files is not known"),
    ("python -m playwright", "what playwright does to files is not known"),
    ("python -m playwright codegen", "what playwright does to files is not known"),
    ("python -m playwright $X", "what playwright does to files is not known"),
    ("corepack", "what corepack does to files is not known"),
    ("corepack $X", "what corepack $X does to files is not known"),
    ("corepack $X pnpm", "what corepack $X does to files is not known"),
    ("corepack prepare -o x.tgz", "what corepack --output does to files is not known"),
    ("nvm", "what nvm does to files is not known"),
    ("nvm $X", "what nvm $X does to files is not known"),
    ("playwright x", "what playwright does to files is not known"),
    (
        "PLAYWRIGHT_BROWSERS_PATH=0 playwright install",
        "what a browser that goes among the project's packages does to files is not known",
    ),
    ("node -p", "what the script of node does to files is not known"),
    ("node $X", "what the script of node does to files is not known"),
    ("node -e process.version x", "what the script of node does to files is not known"),
    ("node -x process.arch", "what the script of node does to files is not known"),
    ("node -p $X", "what the script of node does to files is not known"),
    ("npx", "what npx does to files is not known"),
    ("npx playwright", "what npx playwright does to files is not known"),
    ("npx $X", "what npx $X does to files is not known"),
    ("poetry --verbose", "what poetry does to files is not known"),
    ("poetry $X", "what poetry $X does to files is not known"),
    ("poetry version 2", "what poetry version does to files is not known"),
    ("poetry self x", "what poetry self does to files is not known"),
    ("poetry show add", "what poetry show does to files is not known"),
    ("uv $X", "what uv $X does to files is not known"),
    ("uv version 1", "what uv version does to files is not known"),
    ("uv version --bump minor", "what uv version does to files is not known"),
    ("uv pip compile", "what uv pip compile does to files is not known"),
    ("uv python pin 3", "what uv python does to files is not known"),
    ("uv pip install", "what uv pip install does to files is not known"),
    ("uv tool", "what uv tool does to files is not known"),
    ("uv tool run x", "what uv tool does to files is not known"),
    ("uv tool install $X", "the path $X is not known"),
    ("uv install", "what uv install does to files is not known"),
    ("pipx", "what pipx does to files is not known"),
    ("pipx install --spec ./x y", "what pipx install does to files is not known"),
    ("tar", "what tar does to files is not known"),
    ("bsdtar -s ,a,b, -xf a.tar", "what tar with its own file names does to files is not known"),
    ("unzip $X", "the path $X is not known"),
    ("zip -r a b -lf log", "what zip with a list of files does to files is not known"),
    ("zip -@ a", "what zip with a list of files does to files is not known"),
    ("jar", "what jar does to files is not known"),
    ("jar --extract", "what jar does to files is not known"),
    ("gzip $X", "the path $X is not known"),
    ("gzip -N a", "what gzip with names from elsewhere does to files is not known"),
    ("zcat $X", "the path $X is not known"),
    ("7z", "what 7z does to files is not known"),
    ("7z x a.7z -w/x", "what 7z does to files is not known"),
    ("7z x $X", "what 7z does to files is not known"),
    ("7z $X a", "what 7z does to files is not known"),
    ("7z a b", "what 7z does to files is not known"),
    ("apt-get install /x/$V.deb", "the path /x/$V.deb is not known"),
    ("apt-key $X", "the path $X is not known"),
    ("ldconfig /opt/$X", "the path /opt/$X is not known"),
    ("gpg --keyring $X --import y", "the path $X is not known"),
    ("gpg --import $X", "the path $X is not known"),
    ("gpg --verify $X", "the path $X is not known"),
    ("gpg --dearmor $X", "the path $X is not known"),
    ("gpg --frob --import x", "what gpg with an option that is not known does to files is not known"),
    ("ssh-keygen -t rsa x", "what ssh-keygen beyond a pair of keys does to files is not known"),
    ("ssh-keygen -s ca x", "what ssh-keygen beyond a pair of keys does to files is not known"),
    ("ssh-keygen -f x -A", "what ssh-keygen beyond a pair of keys does to files is not known"),
    ("ssh-keygen -t rsa -f $X", "the path $X is not known"),
    ("ssh-agent bash", "what the command of ssh-agent does to files is not known"),
    ("ssh -S x host", "what ssh with files of its own does to files is not known"),
    ("ssh -o IdentityFile=x host", "what ssh with files of its own does to files is not known"),
    (
        "ssh -o StrictHostKeyChecking=no -o ProxyCommand=x host",
        "what ssh with files of its own does to files is not known",
    ),
    ("openssl", "what openssl does to files is not known"),
    ("openssl $X", "what openssl does to files is not known"),
    ("openssl x509 -in a -passin $X", "the path $X is not known"),
    ("openssl x509 -in a -passin file:$X", "the path file:$X is not known"),
    ("openssl x509 -CA $X -CAcreateserial -out y", "the path $X is not known"),
    ("pecl", "what pecl does to files is not known"),
    ("pecl install -R /x y", "what pecl does to files is not known"),
    ("composer $X", "what composer $X does to files is not known"),
    ("composer global show", "what composer global does to files is not known"),
    ("composer -d x cc", "what composer with another project does to files is not known"),
    ("composer install require", "what composer install does to files is not known"),
    ("composer update -g", "what composer update does to files is not known"),
    ("COMPOSER=x composer cc", "what composer with another project does to files is not known"),
    ("gem install $X.gem", "the path $X.gem is not known"),
    ("gem install -g", "what gem install does to files is not known"),
    ("gem build", "what gem build does to files is not known"),
    ("bundle", "what bundle does to files is not known"),
    ("bundle $X", "what bundle $X does to files is not known"),
    ("bundle --verbose", "what bundle does to files is not known"),
    ("curl --output-dir $X -o y https://x/y", "the path y is not known"),
    ("curl --output-dir $X -O https://x/y", "the directory of a downloaded file is not known"),
    ("curl -o $X https://x/y", "the path $X is not known"),
    ('curl -d "@$X" https://x', 'the file that curl sends by "@$X" is not known'),
    ('curl "file:///srv/$X"', 'the path "file:///srv/$X" is not known'),
    ("wget -P $X https://x/y", "the directory of a downloaded file is not known"),
    ("cd $X && wget https://x/y", "the path $X is not known"),
    ("cd $X && curl -o y https://x/y", "the path $X is not known"),
    ("cd $X && curl -o /srv/y https://x/y", "the path $X is not known"),
    ("cd $X && curl -o /dev/null https://x/y", "the path $X is not known"),
    ("cd $X && curl -J -O https://x/y", "the path $X is not known"),
    ("cd $X && wget -b -O /y https://x/y", "the path $X is not known"),
    ("cp $X/ y/", "the path $X/ is not known"),
    ("ln -s $X y", "the path $X is not known"),
    ("ln -s a $X", "the path $X is not known"),
    ("ln -s $X", "the path $X is not known"),
    ('rsync "a:b" c', "what rsync with another machine does to files is not known"),
    ("rsync $X:b c", "what rsync with another machine does to files is not known"),
    ("mktemp -p $X x.XX", "the path $X is not known"),
    ("dd if=$X of=y", "the path if=$X is not known"),
    ("dd if=x of=$Y", "the path of=$Y is not known"),
    ("du --exclude-from=x .", "what du with a list of names does to files is not known"),
    ("file -f list", "what file with a list of names does to files is not known"),
    ("sort -o $X a", "the path $X is not known"),
    ("sed -e p -e 'w out' f", "what the program of sed does to files is not known"),
    ("sed -i.bak/* p f", "what sed with copies elsewhere does to files is not known"),
    ("sed -i../x p f", "what sed with copies elsewhere does to files is not known"),
    ("sed -i'*.b' p f", "what sed with copies elsewhere does to files is not known"),
    ("awk -e '{print}' -e 'BEGIN{system(\"x\")}' f", "what the program of awk does to files is not known"),
    ("yq -s x a.yml", "what the program of yq does to files is not known"),
    ("yq '.a = load(\"x\")' a.yml", "what the program of yq does to files is not known"),
    ("yq e 'load(\"x\")' a.yml", "what the program of yq does to files is not known"),
    ('yq "load($X)" a.yml', "what the program of yq does to files is not known"),
    ('awk "{print \\"x$Y\\" a}" f', "what the program of awk does to files is not known"),
    ('sed "s/a/b/"$X f', "what the program of sed does to files is not known"),
    ("sed 's/a/b/'\"$X\"'' f", "what the program of sed does to files is not known"),
    ("find $X -delete", "the path $X is not known"),
    ("find . $X ref", "the path $X is not known"),
    ("find . -exec cp $X{} /x \\;", "the path $X{} is not known"),
    ("find . -execdir touch x \\;", "the path x is not known"),
    ("find . | sort x | xargs rm", "which files rm is given is not known"),
    ("find . | grep a b | xargs rm", "which files rm is given is not known"),
    ("find -printf x | xargs rm", "which files rm is given is not known"),
    ("find . -exec echo {} + | xargs rm", "which files rm is given is not known"),
    ("find . | xargs rm < list", "which files rm is given is not known"),
    ("find . | tr '\\n' '\\0' < list | xargs -0 rm", "which files rm is given is not known"),
    ("awk -E p.awk f", "what the program of awk does to files is not known"),
    ("awk -i inplace '{print}' f", "what the program of awk does to files is not known"),
    ("go version x", "what go version does to files is not known"),
    ("go install -modfile=x x@latest", "what go install with files of its own does to files is not known"),
    ("go install ./x", "what go install does to files is not known"),
    ("go $X", "what go $X does to files is not known"),
    ("go clean", "what go clean does to files is not known"),
    ("go clean -cache ./x", "what go clean does to files is not known"),
    ("go clean -i", "what go clean does to files is not known"),
    ("cargo install", "what cargo install does to files is not known"),
    ("cargo install --path x y", "what cargo install does to files is not known"),
    ("cargo -C x install y", "what cargo in another directory does to files is not known"),
    ("cargo build x", "what cargo build does to files is not known"),
    ("cargo $X", "what cargo $X does to files is not known"),
    ("rustup run x y", "what rustup run does to files is not known"),
    ("rustup $X", "what rustup $X does to files is not known"),
    ("npm $X", "what npm $X does to files is not known"),
    ("npm version 1", "what npm version does to files is not known"),
    ("npm cache add x", "what npm cache does to files is not known"),
    ("npm pkg fix", "what npm pkg does to files is not known"),
    ("npm config", "what npm config does to files is not known"),
    ("npm config edit", "what npm config does to files is not known"),
    ("yarn", "what yarn does to files is not known"),
    ("yarn --cwd x config list", "what yarn --cwd does to files is not known"),
    ("yarn --verbose", "what yarn does to files is not known"),
    ("yarn $X", "what yarn $X does to files is not known"),
    ("yarn cache x", "what yarn cache does to files is not known"),
    ("yarn install dir", "what yarn install does to files is not known"),
    ("pnpm", "what pnpm does to files is not known"),
    ("pnpm $X", "what pnpm $X does to files is not known"),
    ("pnpm -r store prune", "what pnpm store does to files is not known"),
    ("pnpm store add", "what pnpm store does to files is not known"),
    ("pnpm env use 20", "what pnpm env does to files is not known"),
    ("bun", "what bun does to files is not known"),
    ("bun $X", "what bun $X does to files is not known"),
    ("bun pm ls", "what bun pm does to files is not known"),
    ("gem $X", "what gem $X does to files is not known"),
    ("true > $X", "the path $X is not known"),
    ('if true; then echo "$X" > y; fi', 'what echo "$X" writes is not known'),
    ('for one in *; do echo "$one" > y; done', 'what echo "$one" writes is not known'),
    ('for one in a b; do echo "$one" > y; done', 'what echo "$one" writes is not known'),
    ('sed "s/a/"$X/w f', "what the program of sed does to files is not known"),
    ("pnpm add -g x", "what pnpm add does to files is not known"),
    (". ; nvm use 20", "what . does to files is not known"),
    ("go install x@v1 ./y", "what go install does to files is not known"),
    ("true >& $X", "the path $X is not known"),
]
