using Gateway.Python.Tests.Support;

// A test starts this program again: as a host that it kills.
await using var app = new PythonApp("behaviour:plain", Python.Options());
await app.StartAsync();
Console.WriteLine(app.ProcessIds[0]);
await Task.Delay(Timeout.Infinite);
