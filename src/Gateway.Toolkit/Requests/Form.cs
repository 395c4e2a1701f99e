namespace Gateway.Toolkit;

/// <summary>A form, in memory.</summary>
public sealed class Form
{
    internal Form(ParameterCollection fields, IReadOnlyList<UploadedFile> files) => (Fields, Files) = (fields, files);

    /// <summary>The fields that are no files.</summary>
    public ParameterCollection Fields { get; }

    /// <summary>The files, in order; none in a form that is not multipart.</summary>
    public IReadOnlyList<UploadedFile> Files { get; }

    /// <summary>The first file of a field, or null.</summary>
    /// <param name="name">The field's name.</param>
    public UploadedFile? File(string name)
    {
        foreach (var file in Files)
        {
            if (file.Name == name)
                return file;
        }

        return null;
    }

    /// <summary>The first file of a field that has to have one.</summary>
    /// <param name="name">The field's name.</param>
    /// <exception cref="BadRequestException">The field has no file.</exception>
    public UploadedFile GetFile(string name) => File(name) ?? throw new BadRequestException($"The file {name} is missing.");
}
