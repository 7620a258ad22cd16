"""Ansible Galaxy, Helm, Terraform and pre-commit: spellings, and what a call reads and writes."""

import pytest
from ecosystem_calls import needs, reading, recognised
from layerwise.context.memory import Content

ROLES = "---\n- geerlingguy.docker\n- src: https://example.org/role.tar.gz\n  name: x\n"
BOTH = "roles:\n- name: geerlingguy.docker\ncollections:\n- community.general\n- name: git+https://example.org/c.git\n"
CHART = "name: web\ndependencies:\n- name: redis\n  repository: https://charts.example.org\n"
HOOKS = (
    "repos:\n- repo: https://example.org/hooks\n  rev: v1\n"
    "  hooks:\n  - id: a\n    additional_dependencies: [six]\n"
)
PLACED = "[defaults]\nroles_path = a:~/b\n"
GALAXY: dict[str, Content] = {"requirements.yml": BOTH, "site.yml": ""}
CHARTED: dict[str, Content] = {"chart/Chart.yaml": CHART, "chart/Chart.lock": "", "chart/values.yaml": ""}
TERRAFORM: dict[str, Content] = {"main.tf": "", "net/main.tf": "", ".terraform.lock.hcl": ""}
HOOKED: dict[str, Content] = {".pre-commit-config.yaml": HOOKS, ".git/HEAD": "", "web.py": ""}

NEAR_MISSES = """
ansible-galaxy collection list
ansible-galaxy collection build
ansible-galaxy role init ours
ansible-galaxy install --help
ansible-playbook site.yml
helm lint chart
helm package chart
helm dependency list chart
helm repo add x https://charts.example.org
helm install web chart
helm dep build --help
terraform plan
terraform validate
terraform -version
tofu fmt
pre-commit run --all-files
pre-commit install
pre-commit autoupdate
pre-commit install-hooks --help
""".strip().splitlines()


@pytest.mark.parametrize("line", NEAR_MISSES)
def test_near_miss(line: str) -> None:
    """Questions, and what works on the source."""
    assert recognised(line) is None


@pytest.mark.parametrize(
    ("line", "files", "expected"),
    [
        ("ansible-galaxy install -r requirements.yml", GALAXY, ["requirements.yml"]),
        ("ansible-galaxy install --role-file=requirements.yml --force", {"requirements.yml": ROLES},
         ["requirements.yml"]),
        ("ansible-galaxy collection install -vvv -r requirements.yml -p /usr/share", GALAXY, ["requirements.yml"]),
        ("/venv/bin/ansible-galaxy role install -r requirements.yml", GALAXY, ["requirements.yml"]),
        ("ansible-galaxy install -r requirements.yml", {**GALAXY, "ansible.cfg": "[defaults]\n"},
         ["ansible.cfg", "requirements.yml"]),
        ("ansible-galaxy install -r deploy/r.yml", {"deploy/r.yml": "- include: more.yml\n", "more.yml": ROLES},
         ["deploy/r.yml", "more.yml"]),
        ("ansible-galaxy collection install -r r.yml", {"r.yml": "collections:\n- name: a/b.tar.gz\n  type: file\n",
         "a/b.tar.gz": ""}, ["a/b.tar.gz", "r.yml"]),
        ("ansible-galaxy collection install ./b.tar.gz", {"b.tar.gz": ""}, ["b.tar.gz"]),
        ("helm dependency build chart", CHARTED, ["chart/Chart.lock", "chart/Chart.yaml"]),
        ("helm dep up ./chart --skip-refresh", CHARTED, ["chart/Chart.lock", "chart/Chart.yaml"]),
        ("helm dependencies update", {"Chart.yaml": CHART}, ["Chart.yaml"]),
        ("helm dep build old", {"old/Chart.yaml": "name: x", "old/requirements.yaml": CHART,
          "old/requirements.lock": ""},
         ["old/Chart.yaml", "old/requirements.lock", "old/requirements.yaml"]),
    ],
)  # fmt: skip
def test_closure(line: str, files: dict[str, Content], expected: list[str]) -> None:
    """Requirements, settings, archives; a chart's manifest and lockfile."""
    found = reading(line, files)

    assert (needs(found), found.source, found.unknown) == (expected, None, None)


@pytest.mark.parametrize(
    ("line", "files", "note"),
    [
        ("ansible-galaxy collection install -r r.yml", {"r.yml": "collections:\n- source: ours\n  type: dir\n",
         "ours/galaxy.yml": ""}, "ours in r.yml is packed whole"),
        ("ansible-galaxy collection install ./ours", {"ours/galaxy.yml": ""}, "./ours is packed whole"),
        ("ansible-galaxy install -r requirements.yml -p roles", {**GALAXY, "roles/ours/tasks/main.yml": ""},
         "roles holds roles or collections of the project"),
        ("helm dep build", {"Chart.yaml": f"{CHART}- name: c\n  repository: file://../c\n"},
         "c in Chart.yaml is a folder, file://../c"),
        ("helm dep build", {"Chart.yaml": f"{CHART}- name: c\n"},
         "c in Chart.yaml has no repository, and lies in charts/"),
        ("terraform init", TERRAFORM, "terraform reads every .tf file of the module"),
        ("terraform -chdir=net init -backend=false", TERRAFORM, "terraform reads every .tf file of the module"),
        ("tofu get", TERRAFORM, "tofu reads every .tf file of the module"),
        ("pre-commit install-hooks", HOOKED, "it asks git, whose repository is part of the source"),
        ("pre-commit install --install-hooks -t pre-push", HOOKED,
         "it asks git, whose repository is part of the source"),
    ],
)  # fmt: skip
def test_source(line: str, files: dict[str, Content], note: str) -> None:
    """Folders are packed whole, and some manifests are the source."""
    found = reading(line, files)

    assert found.source is not None
    assert (found.source.note, found.unknown) == (note, None)


@pytest.mark.parametrize(
    ("line", "files", "why"),
    [
        ("ansible-galaxy install -r $F", GALAXY, "$F is not known"),
        ("ansible-galaxy install -r no.yml", GALAXY, "no.yml is not in the image at this point"),
        ("ansible-galaxy install -r r.yml", {"r.yml": "- src: ./no.tar.gz\n"},
         "./no.tar.gz in r.yml is not in the image at this point"),
        ("helm dep build chart", {}, "chart/Chart.yaml is not in the image at this point"),
        ("helm dep build chart --verify", CHARTED, "the keys of --verify are not followed"),
        ("terraform init $A", TERRAFORM, "not all arguments are known"),
        ("pre-commit install-hooks", {".pre-commit-config.yaml": HOOKS}, "there is no git repository at this point"),
        ("pre-commit install-hooks", {".git/HEAD": ""}, ".pre-commit-config.yaml is not in the image at this point"),
        ("pre-commit install-hooks", {".git/HEAD": "", ".pre-commit-config.yaml": "repos:\n- repo: ./ours\n"},
         "the repository ./ours lies on the disk"),
        ("pre-commit install-hooks", {".git/HEAD": "", ".pre-commit-config.yaml": HOOKS.replace("six", "./lib")},
         "a in .pre-commit-config.yaml names local packages"),
    ],
)  # fmt: skip
def test_unknown(line: str, files: dict[str, Content], why: str) -> None:
    """Nothing is claimed where the call fails, or where nobody can say what it reads."""
    found = reading(line, files)

    assert found.unknown is not None
    assert found.unknown.note == why


@pytest.mark.parametrize(
    ("line", "files", "environment", "output"),
    [
        ("ansible-galaxy install -r requirements.yml", GALAXY, {}, "/root/.ansible"),
        ("ansible-galaxy install -r requirements.yml", {**GALAXY, "ansible.cfg": PLACED}, {},
         "/root/b"),
        ("ansible-galaxy install -r requirements.yml", {**GALAXY, "ansible.cfg": PLACED}, {},
         "/app/a"),
        ("ansible-galaxy install -r requirements.yml", GALAXY, {"ANSIBLE_COLLECTIONS_PATH": "vendor"}, "/app/vendor"),
        ("ansible-galaxy install -r requirements.yml -p x", GALAXY, {}, "/app/x"),
        ("helm dep build chart", CHARTED, {}, "/app/chart/charts"),
        ("helm dep build", {"Chart.yaml": CHART}, {}, "/app/Chart.lock"),
        ("pre-commit install-hooks", HOOKED, {}, "/root/.cache/pre-commit"),
        ("pre-commit install-hooks", HOOKED, {"PRE_COMMIT_HOME": "/hooks"}, "/hooks"),
        ("pre-commit install --install-hooks", HOOKED, {}, "/app/.git/hooks"),
    ],
)  # fmt: skip
def test_output(line: str, files: dict[str, Content], environment: dict[str, str], output: str) -> None:
    """Where each puts what it installs."""
    assert output in reading(line, files, **environment).outputs


def test_lockfile_of_charts() -> None:
    """An update makes the lockfile again, a build keeps it."""
    assert reading("helm dep update chart", CHARTED).rewrites == ("/app/chart/Chart.lock",)
    assert reading("helm dep build chart", CHARTED).rewrites == ()


def test_names() -> None:
    """Roles and collections by name read no file of the project."""
    found = reading("ansible-galaxy collection install community.general", GALAXY)

    assert (found.needs, found.is_project, found.unknown) == ((), False, None)
