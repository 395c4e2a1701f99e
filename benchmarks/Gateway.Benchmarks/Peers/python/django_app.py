"""Django: a view behind four of its middlewares."""
from django.conf import settings

settings.configure(
    SECRET_KEY='not a secret: this is a benchmark', ALLOWED_HOSTS=['*'], ROOT_URLCONF=__name__, DEBUG=False, USE_TZ=True,
    MIDDLEWARE=['django.middleware.security.SecurityMiddleware', 'django.middleware.common.CommonMiddleware',
                'django.middleware.csrf.CsrfViewMiddleware', 'django.middleware.clickjacking.XFrameOptionsMiddleware'])

import django
django.setup()

from django.core.wsgi import get_wsgi_application
from django.http import HttpResponse
from django.urls import path


def hello(request):
    return HttpResponse('Hello, World!', content_type='text/plain')


urlpatterns = [path('', hello)]
application = get_wsgi_application()
