# Stands in for systemd: binds a Unix socket and hands it to the program as descriptor 3 (sd_listen_fds(3)).
use strict;
use warnings;
use IO::Socket::UNIX;
use Fcntl qw(F_SETFD);
use POSIX ();

my ($path, @program) = @ARGV;
my $socket = IO::Socket::UNIX->new(Local => $path, Listen => 16) or die "$path: $!";
POSIX::dup2(fileno($socket), 3) // die "dup2: $!" if fileno($socket) != 3;
open(my $third, "<&=", 3) or die "descriptor 3: $!";
fcntl($third, F_SETFD, 0) or die "fcntl: $!";
$ENV{LISTEN_FDS} = 1;
$ENV{LISTEN_PID} = $$;
exec @program or die "$program[0]: $!";
