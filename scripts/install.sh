#!/usr/bin/env bash
# Installs what is missing, and nothing else: system packages, Python packages, the web UI.
# Each step leaves a stamp of what it was made from; with nothing changed it takes no time.
#   scripts/install.sh run | test | torch | ldap
set -euo pipefail
cd "$(dirname "$0")/.."
purpose=${1:-run}
stamps=.stamps
mkdir -p "$stamps"

say() { printf '\033[1m%s\033[0m\n' "$*" >&2; }
fail() { printf '\n\033[31m%s\033[0m\n' "$*" >&2; exit 1; }

# step NAME FINGERPRINT COMMAND...: run COMMAND unless NAME was done for this FINGERPRINT.
step() {
    local name=$1 fingerprint=$2
    shift 2
    if [ "$(cat "$stamps/$name" 2>/dev/null || true)" = "$fingerprint" ]; then return; fi
    say "[$name]"
    "$@" && printf '%s' "$fingerprint" >"$stamps/$name"
}

fingerprint() { cat "$@" | sha256sum | cut -c1-16; }

as_root() {
    if [ "$(id -u)" = 0 ]; then "$@"
    elif command -v sudo >/dev/null; then sudo "$@"
    else fail "需要 root 或 sudo 来安装系统软件包：$*
System packages need root or sudo. Ask an administrator to run: $*"; fi
}

system_packages() {
    command -v apt-get >/dev/null || fail "没有 apt-get：请自行安装 $*
No apt-get here: install these yourself: $*"
    as_root env DEBIAN_FRONTEND=noninteractive apt-get update -qq \
        || fail "apt-get update 失败：请检查网络或软件源。 apt-get update failed: check the network and the sources."
    as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$@" >/dev/null \
        || fail "安装系统软件包失败：$*  System packages could not be installed: $*"
}

missing_packages() {
    local package
    for package in "$@"; do
        dpkg-query -W -f='${Status}' "$package" 2>/dev/null | grep -q 'ok installed' || echo "$package"
    done
}

install_system() {
    local missing
    mapfile -t missing < <(missing_packages "$@")
    if [ ${#missing[@]} -gt 0 ]; then system_packages "${missing[@]}"; fi
}

python_environment() {
    command -v python3 >/dev/null || fail "需要 Python 3.11。 Python 3.11 is needed."
    python3 -c 'import sys; sys.exit(sys.version_info[:2] != (3, 11))' \
        || fail "需要 Python 3.11，当前是 $(python3 --version)。 Python 3.11 is needed, this is $(python3 --version)."
    [ -x .venv/bin/python ] || python3 -m venv .venv
    [ -x .venv/bin/uv ] || .venv/bin/pip install -q uv \
        || fail "无法安装 uv：请检查 pip 的镜像设置。 uv could not be installed: check pip's index settings."
    .venv/bin/uv pip install -q --python .venv/bin/python --no-deps --require-hashes -r "$1" \
        || fail "安装 Python 依赖失败：请检查网络与镜像设置后重试。 Python packages could not be installed: check network and index, then run again."
    .venv/bin/uv pip install -q --python .venv/bin/python --no-deps --no-build-isolation -e . \
        || fail "安装 jianqi 命令失败。 The jianqi command could not be installed."
}

web_ui() {
    command -v npm >/dev/null || fail "需要 Node.js 20 与 npm。 Node.js 20 with npm is needed."
    (cd service/web && npm ci --no-audit --no-fund --loglevel=error && npm run --silent build) \
        || fail "构建网页界面失败：请检查 npm 镜像设置。 The web UI could not be built: check npm's registry settings."
}

torch_extra() {
    .venv/bin/python -m pip install -q -r requirements-torch.txt \
        || fail "安装 torch 扩展失败。 The torch extra could not be installed."
}

# python-ldap is built here, against the system's libldap.
ldap_extra() {
    install_system gcc libc6-dev libldap2-dev libsasl2-dev
    [ -f "$(.venv/bin/python -c 'import sysconfig; print(sysconfig.get_path("include"))')/Python.h" ] \
        || system_packages python3-dev
    .venv/bin/python -m pip install -q -r requirements-ldap.txt \
        || fail "安装 LDAP 扩展失败。 The LDAP extra could not be installed."
}

if [ "$purpose" = ldap ]; then
    [ -x .venv/bin/python ] || fail "请先运行 make setup。 Run make setup first."
    step ldap "$(fingerprint requirements-ldap.txt)" ldap_extra
    exit 0
fi
if [ "$purpose" = torch ]; then
    step torch "$(fingerprint requirements-torch.txt)" torch_extra
    exit 0
fi

packages=(tesseract-ocr tesseract-ocr-chi-sim tesseract-ocr-eng fonts-noto-cjk
    libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0)
lock=requirements.lock
if [ "$purpose" = test ]; then
    packages+=(chromium postgresql redis-server poppler-utils slapd ldap-utils)
    lock=requirements-dev.lock
elif [ "$(cat "$stamps/python" 2>/dev/null || true)" = "$(fingerprint requirements-dev.lock pyproject.toml)" ]; then
    # The development environment holds all that the plain one does.
    lock=requirements-dev.lock
fi
step "system-$purpose" "$(printf '%s ' "${packages[@]}" | sha256sum | cut -c1-16)" install_system "${packages[@]}"
step python "$(fingerprint "$lock" pyproject.toml)" python_environment "$lock"
if [ "$purpose" = test ]; then step ldap "$(fingerprint requirements-ldap.txt)" ldap_extra; fi
step web "$(find service/web -type f -not -path '*/node_modules/*' -not -path '*/dist/*' -print0 | sort -z | xargs -0 sha256sum | sha256sum | cut -c1-16)" web_ui
