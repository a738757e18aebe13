"""A kernel under Debian's jupyter_client, and what a conversation with it needs."""
import os

from jupyter_client.blocking import BlockingKernelClient
from jupyter_client.manager import KernelManager

TIMEOUT = 60


def started(**options):
    manager = KernelManager(kernel_name=os.environ["KERNEL_NAME"])
    manager.start_kernel(**options)
    return manager, connected(manager)


def connected(manager):
    return ready(manager.client())


def another(manager):
    """A client with a session of its own; those that a manager makes share one."""
    client = BlockingKernelClient(connection_file=manager.connection_file)
    client.load_connection_file()
    return ready(client)


def ready(client):
    client.start_channels()
    client.wait_for_ready(timeout=TIMEOUT)
    return client


def stopped(manager, client):
    client.stop_channels()
    manager.shutdown_kernel(now=True)


def reply(client, msg_id):
    while True:
        message = client.get_shell_msg(timeout=TIMEOUT)
        if message["parent_header"].get("msg_id") == msg_id:
            return message


def published(client, msg_id, until=lambda m: m["msg_type"] == "status" and m["content"]["execution_state"] == "idle"):
    messages = []
    while True:
        message = client.get_iopub_msg(timeout=TIMEOUT)
        if message["parent_header"].get("msg_id") != msg_id:
            continue
        messages.append(message)
        if until(message):
            return messages


def busy(message):
    return message["msg_type"] == "status" and message["content"]["execution_state"] == "busy"


def run(client, code, **options):
    msg_id = client.execute(code, **options)
    return reply(client, msg_id)["content"], published(client, msg_id)


def value(client, code):
    content, messages = run(client, code)
    assert content["status"] == "ok", content
    return next(m for m in messages if m["msg_type"] == "execute_result")["content"]["data"]["text/plain"]


def texts(messages, name="stdout"):
    return "".join(m["content"]["text"] for m in messages if m["msg_type"] == "stream" and m["content"]["name"] == name)


def kinds(messages):
    return [m["msg_type"] for m in messages if m["msg_type"] != "status"]
