namespace Gateway.Toolkit.Tests;

public class FileTests
{
    [Fact]
    public async Task A_file_has_its_type_its_length_and_validators()
    {
        var answer = await Hosts.SendAsync(_ => Response.File(DigitsFile.Path));

        answer.Text.ShouldBe("0123456789");
        (answer["Content-Type"], answer["Content-Length"], answer["Last-Modified"], answer["Accept-Ranges"])
            .ShouldBe(("text/plain; charset=utf-8", "10", "Wed, 21 Oct 2015 07:28:00 GMT", "bytes"));
        answer["ETag"]!.ShouldStartWith("\"");
    }

    [Fact]
    public async Task A_client_that_has_the_file_is_told_so()
    {
        var tag = (await Hosts.SendAsync(_ => Response.File(DigitsFile.Path)))["ETag"]!;

        (await Hosts.SendAsync(_ => Response.File(DigitsFile.Path), "GET", ("If-None-Match", tag))).Status.ShouldBe(304);
        (await Hosts.SendAsync(_ => Response.File(DigitsFile.Path), "GET", ("Range", "bytes=0-1"), ("If-Range", tag))).Status.ShouldBe(206);
    }

    [Fact]
    public async Task One_response_serves_the_file_as_it_is_each_time()
    {
        var path = Path.GetTempFileName();
        try
        {
            await File.WriteAllTextAsync(path, "old");
            File.SetLastWriteTimeUtc(path, DigitsFile.Changed.UtcDateTime);
            var response = Response.File(path);
            var before = await Hosts.InMemoryAsync(_ => response);
            await File.WriteAllTextAsync(path, "newer");
            var after = await Hosts.InMemoryAsync(_ => response, "GET", ("If-None-Match", before["ETag"]!));

            (before.Text, after.Status, after.Text).ShouldBe(("old", 200, "newer"));
            // Changed just now, and perhaps again before the clock ticks: no strong validator.
            after["ETag"]!.ShouldStartWith("W/");
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Fact]
    public async Task What_the_app_says_of_the_file_stands()
    {
        var answer = await Hosts.SendAsync(
            _ => Response.File(DigitsFile.Path, "application/x-digits").With("ETag", "\"mine\"").With("Accept-Ranges", "none"));

        (answer["Content-Type"], answer["ETag"], answer["Accept-Ranges"]).ShouldBe(("application/x-digits", "\"mine\"", "none"));
        (await Hosts.SendAsync(_ => Response.File(DigitsFile.Path).With("ETag", "\"mine\""), "GET", ("If-None-Match", "\"mine\"")))
            .Status.ShouldBe(304);
    }

    [Theory]
    [InlineData("GET")]
    [InlineData("HEAD")]
    public async Task A_page_for_an_error_has_no_validators(string method)
    {
        var answer = await Hosts.SendAsync(
            _ => { var response = Response.File(DigitsFile.Path); response.StatusCode = 404; return response; }, method,
            ("Range", "bytes=0-1"), ("If-None-Match", "*"));
        (answer.Status, answer["ETag"], answer["Accept-Ranges"], answer["Content-Length"]).ShouldBe((404, null, null, "10"));
    }

    [Fact]
    public void A_file_that_is_not_there_is_told_at_once() =>
        Should.Throw<FileNotFoundException>(() => Response.File("/no/such/file")).FileName.ShouldBe("/no/such/file");

    [Theory]
    [InlineData("report.pdf", "attachment; filename=report.pdf; filename*=UTF-8''report.pdf")]
    [InlineData("naïve \"plan\".txt", "attachment; filename=\"na_ve \\\"plan\\\".txt\"; filename*=UTF-8''na%C3%AFve%20%22plan%22.txt")]
    [InlineData("a\r\nSet-Cookie: b", "attachment; filename=\"a__Set-Cookie: b\"; filename*=UTF-8''a%0D%0ASet-Cookie%3A%20b")]
    public async Task A_download_has_its_name_in_both_notations(string name, string expected) =>
        (await Hosts.SendAsync(_ => Response.File(DigitsFile.Path, downloadName: name)))["Content-Disposition"].ShouldBe(expected);
}
