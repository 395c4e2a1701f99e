namespace Gateway.Python;

/// <summary>A line, or several that belong together, for the log.</summary>
/// <param name="Level">How serious it is.</param>
/// <param name="Worker">The number of the worker that it is about; 0 for none.</param>
/// <param name="Message">The text. The app may have written it: it can have any characters.</param>
public readonly record struct PythonLogEntry(PythonLogLevel Level, int Worker, string Message);
