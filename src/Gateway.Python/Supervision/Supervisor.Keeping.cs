using Gateway.Python.Protocol;

namespace Gateway.Python.Supervision;

// Replaces workers that end or have served enough, and interrupts requests that take too long.
internal sealed partial class Supervisor
{
    private static readonly TimeSpan SweepInterval = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan FirstDelay = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan LongestDelay = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan InterruptTimeout = TimeSpan.FromSeconds(1);

    /// <summary>Sees to it that there is a worker in this place until the generation is retired, or cannot be loaded.</summary>
    private async Task KeepAsync(Generation generation, Worker worker)
    {
        var delay = TimeSpan.Zero;
        try
        {
            while (true)
            {
                await Task.WhenAny(worker.Ended, worker.Recycle).WaitAsync(generation.Retired.Token).ConfigureAwait(false);
                if (worker.Ended.IsCompleted)
                {
                    delay = worker.HasServed ? TimeSpan.Zero : Longer(delay);
                    Warn(worker, $"Worker {worker.Id} (process {worker.ProcessId}) ended unexpectedly: {worker.HowEnded}");
                    PythonMetrics.Restarted("crash");
                    worker = await RestartAsync(generation, delay).ConfigureAwait(false);
                }
                else
                {
                    worker = await RecycleAsync(generation, worker).ConfigureAwait(false);
                }
            }
        }
        catch (OperationCanceledException)
        {
            // Retired.
        }
        catch (PythonLoadException error)
        {
            generation.LoadFailure = error;
            Log(new(PythonLogLevel.Error, worker.Id, $"No more workers are started until the app is reloaded. {error.Message}"));
            if (Failure is { } failure)
                Pool.FailWaiting(failure);
        }
    }

    private static TimeSpan Longer(TimeSpan delay) =>
        delay == TimeSpan.Zero ? FirstDelay : delay * 2 is var longer && longer < LongestDelay ? longer : LongestDelay;

    private async Task<Worker> RestartAsync(Generation generation, TimeSpan delay)
    {
        if (delay > TimeSpan.Zero)
            await Task.Delay(delay, generation.Retired.Token).ConfigureAwait(false);
        while (true)
        {
            try
            {
                await PrepareAsync(generation).ConfigureAwait(false);
                return await StartWorkerAsync(generation).ConfigureAwait(false);
            }
            catch (PythonLoadException error) when (error.IsTransient)
            {
                delay = Longer(delay);
                Log(new(PythonLogLevel.Warning, 0, $"{error.Message} The next attempt is in {delay}."));
                await Task.Delay(delay, generation.Retired.Token).ConfigureAwait(false);
            }
        }
    }

    // The replacement is ready first, and never more than one is on its way.
    private async Task<Worker> RecycleAsync(Generation generation, Worker worker)
    {
        await _recycle.WaitAsync(generation.Retired.Token).ConfigureAwait(false);
        try
        {
            var reason = await worker.Recycle.ConfigureAwait(false);
            var replacement = await RestartAsync(generation, TimeSpan.Zero).ConfigureAwait(false);
            Log(new(PythonLogLevel.Information, worker.Id, $"Worker {worker.Id} is replaced by worker {replacement.Id} ({reason})."));
            PythonMetrics.Restarted(reason);
            _ = worker.DrainAsync();
            return replacement;
        }
        finally
        {
            _recycle.Release();
        }
    }

    private async Task SweepAsync()
    {
        using var timer = new PeriodicTimer(SweepInterval);
        try
        {
            for (var round = 0; await timer.WaitForNextTickAsync(_stopped.Token).ConfigureAwait(false); round++)
            {
                Pool.Expire();
                foreach (var worker in _workers.Values)
                {
                    if (_options.RequestTimeout > TimeSpan.Zero)
                        Interrupt(worker);
                    if (round % 4 == 0)
                        worker.CheckLimits();
                }
            }
        }
        catch (OperationCanceledException)
        {
            // Stopped.
        }
    }

    private void Interrupt(Worker worker)
    {
        foreach (var slot in worker.BusySlots)
        {
            var silence = slot.Silence;
            if (!slot.HasTimedOut && silence > _options.RequestTimeout)
            {
                Warn(worker, $"A request in worker {worker.Id} takes longer than {_options.RequestTimeout} (RequestTimeout).");
                slot.Interrupt();
            }
            else if (slot.HasTimedOut && silence > _options.RequestTimeout + InterruptTimeout)
            {
                slot.ExpectClient(); // Once is enough.
                _ = KillAsync(worker);
                return;
            }
        }

        // A request whose client has left may not notice for as long.
        if (!worker.IsDraining && worker.FindMissing(_options.RequestTimeout) is { } missing)
        {
            worker.Command($"timeout {missing}");
            if (worker.FindMissing(_options.RequestTimeout + InterruptTimeout) is not null)
                _ = KillAsync(worker);
        }
    }

    private void Warn(Worker worker, string message) => Log(new(PythonLogLevel.Warning, worker.Id, message));

    private Task KillAsync(Worker worker)
    {
        Warn(worker, $"Worker {worker.Id} (process {worker.ProcessId}) does not react and is killed.");
        return worker.PrintStacksAndKillAsync();
    }
}
