using FsCheck;
using FsCheck.Xunit;
using Gateway.Fakes;

namespace Gateway.Environs;

public class HostedEnvironTests
{
    private readonly HostedEnviron _environ = new(EnvironOperations.HostEntries);

    [Property]
    public void The_host_is_asked_for_the_keys_read_and_no_other(NonNull<string>[] keys)
    {
        var environ = new HostedEnviron(EnvironOperations.HostEntries);
        var read = keys.Select(key => key.Get).Append("PATH_INFO").ToArray();

        foreach (var key in read)
        {
            environ.TryGetValue(key, out _);
            environ.ContainsKey(key);
            ((ICollection<KeyValuePair<string, object?>>)environ).Contains(new(key, "x"));
        }

        environ.KeysAskedFor.SetEquals(read).ShouldBeTrue();
        environ.TimesCopied.ShouldBe(0);
    }

    [Fact]
    public void Typed_properties_ask_for_their_own_key_only()
    {
        _environ.RequestMethod.ShouldBe("GET");
        _environ.ContentType.ShouldBeNull();

        _environ.KeysAskedFor.ShouldBe(["REQUEST_METHOD", "CONTENT_TYPE"], ignoreOrder: true);
        _environ.TimesCopied.ShouldBe(0);
    }

    [Fact]
    public void A_header_asks_for_its_own_key_only()
    {
        _environ.Header("X-Unknown").ShouldBeNull();

        _environ.KeysAskedFor.ShouldBe(["HTTP_X_UNKNOWN"]);
    }

    [Fact]
    public void What_was_written_is_not_asked_of_the_host()
    {
        _environ["PATH_INFO"] = "/rewritten";

        _environ.PathInfo.ShouldBe("/rewritten");
        _environ.KeysAskedFor.ShouldBeEmpty();
    }

    [Fact]
    public void What_was_removed_is_not_asked_of_the_host_again()
    {
        _environ.Remove("PATH_INFO").ShouldBeTrue();
        _environ.KeysAskedFor.Clear();

        _environ.ContainsKey("PATH_INFO").ShouldBeFalse();
        _environ.Remove("PATH_INFO").ShouldBeFalse();
        _environ.KeysAskedFor.ShouldBeEmpty();
    }

    [Fact]
    public void Writing_does_not_ask_the_host()
    {
        _environ["new"] = 1;
        _environ["PATH_INFO"] = "/";

        _environ.KeysAskedFor.ShouldBeEmpty();
        _environ.TimesCopied.ShouldBe(0);
    }

    [Fact]
    public void Clearing_does_not_copy_the_hosts_entries()
    {
        _environ.Clear();

        _environ.Count.ShouldBe(0);
        _environ.TimesCopied.ShouldBe(0);
    }

    [Fact]
    public void Enumerating_copies_the_hosts_entries_once()
    {
        _environ.Count.ShouldBe(EnvironOperations.HostEntries.Count);
        _environ.ToArray().Length.ShouldBe(EnvironOperations.HostEntries.Count);
        _environ.Keys.Count.ShouldBe(EnvironOperations.HostEntries.Count);

        _environ.TimesCopied.ShouldBe(1);
        _environ.IsMaterialised.ShouldBeTrue();
    }

    [Fact]
    public void An_enumerator_has_nothing_before_the_first_entry_and_after_the_last()
    {
        var enumerator = ((System.Collections.IEnumerable)_environ).GetEnumerator();

        Should.Throw<InvalidOperationException>(() => enumerator.Current);
        while (enumerator.MoveNext())
            enumerator.Current.ShouldBeOfType<KeyValuePair<string, object?>>();
        Should.Throw<InvalidOperationException>(() => enumerator.Current);
        enumerator.MoveNext().ShouldBeFalse();
    }

    [Fact]
    public void An_enumeration_shows_values_that_were_set_meanwhile_and_leaves_out_what_was_removed()
    {
        var seen = new Dictionary<string, object?>(StringComparer.Ordinal);
        foreach (var (key, value) in _environ)
        {
            if (seen.Count == 0)
            {
                foreach (var other in EnvironOperations.HostEntries.Keys.Where(other => other != key).Take(2).ToList())
                    _environ.Remove(other);
                _environ[EnvironOperations.HostEntries.Keys.Last(other => other != key)] = "changed";
            }

            seen[key] = value;
        }

        seen.Count.ShouldBe(EnvironOperations.HostEntries.Count - 2);
        seen.Values.ShouldContain("changed");
        _environ.TimesCopied.ShouldBe(1);
    }

    [Fact]
    public void What_the_app_changed_stands_when_the_hosts_entries_are_copied()
    {
        _environ["PATH_INFO"] = "/rewritten";
        _environ.Remove("REQUEST_METHOD");
        _environ["new"] = null;

        _environ.Materialise();

        _environ["PATH_INFO"].ShouldBe("/rewritten");
        _environ.ContainsKey("REQUEST_METHOD").ShouldBeFalse();
        _environ.ContainsKey("new").ShouldBeTrue();
        _environ.Values.ShouldAllBe(value => value == null || value is string || value is int);
    }
}
