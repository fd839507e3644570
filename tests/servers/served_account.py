"""The account of a server in memory, as a row of the table of accounts."""

from servers.memory_server import MemoryServer
from tuinews.engine.accounts import MakeAccount
from tuinews.engine.accounts.servers.server import FeedServer, ServerLogin
from tuinews.engine.services import Services
from tuinews.engine.sync.server_account import ServerAccount, ServerProtocols
from tuinews.engine.web_client import WebClient


def serve(server: MemoryServer) -> MakeAccount:
    """Return what makes an account whose server this is."""

    async def find(_web: WebClient, _url: str, _user: str, _password: str) -> ServerLogin:
        return server.login

    def open_server(_web: WebClient, _login: ServerLogin) -> FeedServer:
        server.traffic.requests = server.traffic.bytes = 0
        return server

    async def close_server(_web: WebClient, _login: ServerLogin) -> None:
        """A login makes nothing there."""

    def make(services: Services, web: WebClient) -> ServerAccount:
        return ServerAccount(services, web, lambda: ServerProtocols(find, open_server, close_server))

    return make
