using Microsoft.AspNetCore.Builder;

namespace JsonApi;

/// <summary>Migrates the database before the server listens, and logs what it did.</summary>
internal static partial class DatabaseStart
{
    public static async Task MigrateAsync(this WebApplication app, Database database)
    {
        foreach (var name in await database.MigrateAsync(app.Lifetime.ApplicationStopping))
            LogMigration(app.Logger, name);
    }

    [LoggerMessage(2, LogLevel.Information, "Applied the migration {Name}")]
    private static partial void LogMigration(ILogger logger, string name);
}
