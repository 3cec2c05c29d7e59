"""Serves moto on 127.0.0.1, one request at a time: `python moto_in_turn.py PORT`.

moto's own server answers in threads, and a condition of a write is not checked and met in one step there, as it is on AWS.
"""

import sys
import threading

from moto.moto_server.werkzeug_app import DomainDispatcherApplication, create_backend_app
from werkzeug.serving import run_simple

moto = DomainDispatcherApplication(create_backend_app)
turn = threading.Lock()


def in_turn(environ, start_response):
    with turn:
        return list(moto(environ, start_response))


run_simple("127.0.0.1", int(sys.argv[1]), in_turn, threaded=True)
