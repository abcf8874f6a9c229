"""JupyterHub on one machine: the labs for a class, with a limit for each student and idle servers put to sleep.

Settings come from the environment: HUB_ADDRESS (http://127.0.0.1:8000), HUB_USERS (how many may work at once, 30),
HUB_MEMORY (for each, 1G), HUB_TRIAL=1 (any name, one password, no limits by the system: to try it, and for the tests).
"""

import os
import shutil
import sys
from pathlib import Path

c = get_config()  # noqa: F821  JupyterHub hands it in
here = Path(__file__).resolve().parent
programs = Path(sys.executable).parent
trial = os.environ.get("HUB_TRIAL") == "1"
state = Path(os.environ.get("HUB_STATE", here / "state"))
users = int(os.environ.get("HUB_USERS", "30"))

state.mkdir(exist_ok=True, mode=0o700)
c.JupyterHub.bind_url = os.environ.get("HUB_ADDRESS", "http://127.0.0.1:8000")
c.JupyterHub.hub_port = int(os.environ.get("HUB_PORT", "8081"))
c.JupyterHub.db_url = f"sqlite:///{state}/jupyterhub.sqlite"
c.JupyterHub.cookie_secret_file = str(state / "cookie-secret")
c.ConfigurableHTTPProxy.command = [str(here / "node_modules/.bin/configurable-http-proxy")]
c.ConfigurableHTTPProxy.pid_file = str(state / "proxy.pid")
if os.environ.get("HUB_PROXY_API"):
    c.ConfigurableHTTPProxy.api_url = os.environ["HUB_PROXY_API"]

# A class arrives all at once.  Beyond this limit a spawn is refused and not queued, so the limit is the class.
c.JupyterHub.concurrent_spawn_limit = users
c.JupyterHub.active_server_limit = users
c.Spawner.start_timeout = 300
c.Spawner.http_timeout = 180

c.Spawner.cmd = [str(programs / "jupyterhub-singleuser")]
c.Spawner.default_url = "/lab"
c.Spawner.mem_limit = os.environ.get("HUB_MEMORY", "1G")
c.Spawner.cpu_limit = 2
# A kernel that nobody uses for twenty minutes is stopped; its notebook stays.
c.Spawner.args = ["--MappingKernelManager.cull_idle_timeout=1200", "--MappingKernelManager.cull_connected=True"]

if trial:
    c.JupyterHub.authenticator_class = "dummy"
    c.DummyAuthenticator.password = os.environ.get("HUB_PASSWORD", "")
    c.Authenticator.allow_all = True
    c.JupyterHub.spawner_class = "simple"
    c.SimpleLocalProcessSpawner.home_dir_template = str(state / "homes/{username}")
    c.Spawner.args = [*c.Spawner.args, "--allow-root"]
else:
    # Accounts of the system; HUB_ADMINS names who may see all servers.
    c.JupyterHub.authenticator_class = "pam"
    c.Authenticator.admin_users = set(os.environ.get("HUB_ADMINS", "").split())
    c.Authenticator.allow_all = True
    if not shutil.which("systemctl"):
        sys.exit(
            "systemd is not here, and without it no student's memory can be held to a limit: set HUB_TRIAL=1 to try the hub."
        )
    c.JupyterHub.spawner_class = "systemd"
    c.SystemdSpawner.isolate_tmp = True

# A server that nobody uses for an hour is stopped.
c.JupyterHub.load_roles = [
    {
        "name": "culler",
        "scopes": ["list:users", "read:users:activity", "read:servers", "delete:servers"],
        "services": ["culler"],
    },
]
c.JupyterHub.services = [
    {"name": "culler", "command": [sys.executable, "-m", "jupyterhub_idle_culler", "--timeout=3600"]},
]
if trial and os.environ.get("HUB_TOKEN"):  # for the simulated class
    c.JupyterHub.services.append({"name": "simulation", "api_token": os.environ["HUB_TOKEN"]})
    scopes = ["admin:users", "admin:servers", "access:servers", "tokens"]
    c.JupyterHub.load_roles.append({"name": "simulation", "scopes": scopes, "services": ["simulation"]})
