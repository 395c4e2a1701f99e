"""A Django site in one file: a form with CSRF protection, an upload, a stream, and the admin over SQLite."""
import os
import tempfile

from django.conf import settings

FOLDER = tempfile.mkdtemp(prefix='gateway-django-')
settings.configure(
    SECRET_KEY='not a secret: this is a test', ALLOWED_HOSTS=['*'], ROOT_URLCONF=__name__, DEBUG=False, USE_TZ=True,
    DATABASES={'default': {'ENGINE': 'django.db.backends.sqlite3', 'NAME': os.path.join(FOLDER, 'db.sqlite3')}},
    DEFAULT_AUTO_FIELD='django.db.models.AutoField', STATIC_URL='/static/',
    INSTALLED_APPS=['django.contrib.admin', 'django.contrib.auth', 'django.contrib.contenttypes', 'django.contrib.sessions',
                    'django.contrib.messages'],
    MIDDLEWARE=['django.contrib.sessions.middleware.SessionMiddleware', 'django.middleware.common.CommonMiddleware',
                'django.middleware.csrf.CsrfViewMiddleware', 'django.contrib.auth.middleware.AuthenticationMiddleware',
                'django.contrib.messages.middleware.MessageMiddleware'],
    TEMPLATES=[{'BACKEND': 'django.template.backends.django.DjangoTemplates', 'APP_DIRS': True,
                'OPTIONS': {'context_processors': ['django.template.context_processors.request', 'django.contrib.auth.context_processors.auth',
                                                   'django.contrib.messages.context_processors.messages']}}])

import django
django.setup()

from django.contrib import admin
from django.core.management import call_command
from django.core.wsgi import get_wsgi_application
from django.http import HttpResponse, StreamingHttpResponse
from django.middleware.csrf import get_token
from django.urls import path

call_command('migrate', verbosity=0)
from django.contrib.auth.models import User
User.objects.create_superuser('admin', 'admin@example.com', 'secret')


def form(request):
    if request.method == 'POST':
        return HttpResponse('hello ' + request.POST['name'])
    return HttpResponse(get_token(request))


def upload(request):
    return HttpResponse(f'{get_token(request)}' if request.method == 'GET' else str(request.FILES['file'].size))


def stream(request):
    return StreamingHttpResponse(f'{number}\n' for number in range(5))


urlpatterns = [path('admin/', admin.site.urls), path('form', form), path('upload', upload), path('stream', stream)]
application = get_wsgi_application()
