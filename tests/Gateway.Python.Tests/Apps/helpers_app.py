"""What Werkzeug and WebOb read from an environ, and how they answer."""
import json

from webob import Request as WebObRequest, Response as WebObResponse
from werkzeug.wrappers import Request, Response
from werkzeug.wsgi import wrap_file


@Request.application
def werkzeug_app(request):
    if request.path == '/file':
        return Response(wrap_file(request.environ, open(__file__, 'rb')), direct_passthrough=True)
    return Response(json.dumps({'url': request.url, 'form': request.form.to_dict(), 'length': request.content_length}))


def webob_app(environ, start_response):
    request = WebObRequest(environ)
    response = WebObResponse(json={'url': request.url, 'form': dict(request.POST), 'length': request.content_length})
    response.conditional_response = True
    return response(environ, start_response)


def application(environ, start_response):
    return (webob_app if environ['SCRIPT_NAME'] == '/webob' else werkzeug_app)(environ, start_response)
