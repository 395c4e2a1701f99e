using FsCheck.Xunit;
using Gateway.Fakes;

namespace Gateway.Environs;

/// <summary>An environ behaves as <c>Dictionary&lt;string, object?&gt;</c> with ordinal keys, whatever is behind it.</summary>
[Properties(Arbitrary = [typeof(EnvironOperations)], MaxTest = 500, EndSize = 60)]
public class EnvironDictionaryProperties
{
    [Property]
    public void An_empty_environ_behaves_as_a_dictionary(EnvironOperation[] operations)
    {
        var environ = new Environ();
        var dictionary = new Dictionary<string, object?>(StringComparer.Ordinal);

        Compare(environ, dictionary, operations);

        EnvironOperation.Show(environ).ShouldBe(EnvironOperation.Show(dictionary));
    }

    [Property]
    public void A_hosted_environ_behaves_as_a_dictionary(EnvironOperation[] operations)
    {
        var environ = new HostedEnviron(EnvironOperations.HostEntries);
        var dictionary = new Dictionary<string, object?>(EnvironOperations.HostEntries, StringComparer.Ordinal);

        Compare(environ, dictionary, operations);

        EnvironOperation.Show(environ).ShouldBe(EnvironOperation.Show(dictionary));
        environ.AskedAfterMaterialising.ShouldBeFalse();
        environ.TimesCopied.ShouldBeLessThanOrEqualTo(1);
    }

    [Property]
    public void Copying_the_hosts_entries_halfway_changes_nothing(EnvironOperation[] operations)
    {
        var environ = new HostedEnviron(EnvironOperations.HostEntries);
        var dictionary = new Dictionary<string, object?>(EnvironOperations.HostEntries, StringComparer.Ordinal);
        var half = operations.Length / 2;

        Compare(environ, dictionary, operations[..half]);
        environ.Materialise();
        Compare(environ, dictionary, operations[half..]);

        EnvironOperation.Show(environ).ShouldBe(EnvironOperation.Show(dictionary));
        environ.AskedAfterMaterialising.ShouldBeFalse();
        environ.TimesCopied.ShouldBeLessThanOrEqualTo(1);
    }

    private static void Compare(Environ environ, Dictionary<string, object?> dictionary, EnvironOperation[] operations)
    {
        foreach (var operation in operations)
            operation.ApplyTo(environ).ShouldBe(operation.ApplyTo(dictionary), operation.ToString());
    }
}
