using System.Text.Json.Nodes;

namespace Gateway.Toolkit;

// Removing values, and messages for the next page.
public sealed partial class Session
{
    private const string FlashKey = "gateway.flash";

    /// <summary>Removes a value.</summary>
    /// <param name="name">The value's name. Upper and lower case differ.</param>
    /// <returns>Whether there was one.</returns>
    /// <exception cref="InvalidOperationException">Called after start_response.</exception>
    public bool Remove(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        var isThere = _values.ContainsKey(name);
        this[name] = null;
        return isThere;
    }

    /// <summary>Keeps a message for the next page, which takes it by <see cref="TakeFlashes"/>.
    /// Typically called where a form was posted and the response redirects.</summary>
    /// <param name="message">The message.</param>
    /// <exception cref="InvalidOperationException">Called after start_response.</exception>
    /// <example>
    /// <code>
    /// request.Session.Flash("Saved.");
    /// return Response.Redirect("/");
    /// </code>
    /// </example>
    public void Flash(string message)
    {
        ArgumentNullException.ThrowIfNull(message);
        var messages = Flashes();
        messages.Add((JsonNode)JsonValue.Create(message));
        this[FlashKey] = messages.ToJsonString();
    }

    /// <summary>Takes the messages that <see cref="Flash"/> has kept, so that each is shown once.</summary>
    /// <returns>The messages, oldest first; empty if there are none.</returns>
    /// <exception cref="InvalidOperationException">There are messages, and start_response has been called.</exception>
    public IReadOnlyList<string> TakeFlashes()
    {
        if (!_values.ContainsKey(FlashKey))
            return [];
        string[] messages = [.. Flashes().Select(message => message!.GetValue<string>())];
        Remove(FlashKey);
        return messages;
    }

    private JsonArray Flashes() => this[FlashKey] is { } json ? JsonNode.Parse(json)!.AsArray() : [];
}
