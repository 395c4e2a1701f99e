/* The least that an HTTP/1.1 server can do: what the kernel and the sockets cost. One thread, epoll, and no check of anything:
   it counts empty lines and answers each. Not a server for use. Usage: floor PORT */
#include <arpa/inet.h>
#include <netinet/tcp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

static const char answer[] =
    "HTTP/1.1 200 OK\r\nContent-Length: 13\r\nContent-Type: text/plain\r\n"
    "Date: Thu, 01 Jan 1970 00:00:00 GMT\r\nServer: floor\r\n\r\nHello, World!";

enum { max_descriptors = 4096, max_batch = 64 };

/* How many bytes of "\r\n\r\n" each connection has seen. */
static unsigned char seen[max_descriptors];

static int count_requests(int fd, const char *bytes, ssize_t length)
{
    int requests = 0;
    for (ssize_t index = 0; index < length; index++) {
        char wanted = seen[fd] % 2 == 0 ? '\r' : '\n';
        if (bytes[index] != wanted)
            seen[fd] = bytes[index] == '\r';
        else if (++seen[fd] == 4) {
            seen[fd] = 0;
            requests++;
        }
    }
    return requests;
}

static int serve(int fd)
{
    static char input[65536], output[max_batch * sizeof answer];
    ssize_t length = read(fd, input, sizeof input);
    if (length <= 0)
        return -1;
    for (int left = count_requests(fd, input, length); left > 0;) {
        int batch = left < max_batch ? left : max_batch;
        size_t size = 0;
        for (int index = 0; index < batch; index++, size += sizeof answer - 1)
            memcpy(output + size, answer, sizeof answer - 1);
        if (write(fd, output, size) != (ssize_t)size)
            return -1;
        left -= batch;
    }
    return 0;
}

int main(int argc, char **argv)
{
    if (argc != 2)
        return fprintf(stderr, "Usage: %s PORT\n", argv[0]), 2;
    int on = 1, listener = socket(AF_INET, SOCK_STREAM, 0), poll = epoll_create1(0);
    struct sockaddr_in address = { .sin_family = AF_INET, .sin_port = htons((unsigned short)atoi(argv[1])),
                                   .sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
    setsockopt(listener, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
    if (bind(listener, (struct sockaddr *)&address, sizeof address) < 0 || listen(listener, 512) < 0)
        return perror("floor"), 1;
    struct epoll_event event = { .events = EPOLLIN, .data.fd = listener }, events[256];
    epoll_ctl(poll, EPOLL_CTL_ADD, listener, &event);
    for (;;) {
        int ready = epoll_wait(poll, events, 256, -1);
        for (int index = 0; index < ready; index++) {
            int fd = events[index].data.fd;
            if (fd != listener) {
                if (serve(fd) < 0)
                    close(fd);
                continue;
            }
            int client = accept(listener, NULL, NULL);
            if (client < 0)
                continue;
            if (client >= max_descriptors) {
                close(client);
                continue;
            }
            seen[client] = 0;
            setsockopt(client, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
            event.data.fd = client;
            epoll_ctl(poll, EPOLL_CTL_ADD, client, &event);
        }
    }
}
