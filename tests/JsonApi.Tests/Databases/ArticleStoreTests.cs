namespace JsonApi.Tests;

public abstract class ArticleStoreTests(ITestDatabases databases) : DatabaseTest(databases)
{
    private ArticleStore _store = null!;

    public override async Task InitializeAsync()
    {
        await base.InitializeAsync();
        var database = Open();
        await database.MigrateAsync();
        _store = new ArticleStore(database);
    }

    [RequiringFact]
    public async Task Articles_outlive_the_instance_that_stored_them()
    {
        await _store.AddAsync(new ArticleInput("foobar", "This is a post."));

        (await new ArticleStore(Open()).FindAsync(1)).ShouldBe(new Article(1, "foobar", "This is a post.", Version: 1));
    }

    [RequiringFact]
    public async Task A_version_is_replaced_or_deleted_once_only()
    {
        var first = await _store.AddAsync(new ArticleInput("foobar", "This is a post."));

        var second = await _store.ReplaceAsync(first, new ArticleInput("changed", ""));

        second.ShouldBe(new Article(1, "changed", "", Version: 2));
        (await _store.ReplaceAsync(first, new ArticleInput("too late", ""))).ShouldBeNull();
        (await _store.DeleteAsync(first)).ShouldBeFalse();
        (await _store.DeleteAsync(second!)).ShouldBeTrue();
        (await _store.DeleteAsync(second!)).ShouldBeFalse();
    }

    [RequiringFact]
    public async Task The_id_of_a_deleted_article_never_comes_back()
    {
        var deleted = await _store.AddAsync(new ArticleInput("foobar", ""));
        await _store.DeleteAsync(deleted);

        (await _store.AddAsync(new ArticleInput("next", ""))).Id.ShouldBe(deleted.Id + 1);
    }

    [RequiringTheory]
    [InlineData(0, 2, "c b")]
    [InlineData(2, 2, "a")]
    [InlineData(4, 2, "")]
    public async Task A_page_comes_with_the_number_of_all(int offset, int count, string titles)
    {
        foreach (var title in (string[])["a", "b", "c"])
            await _store.AddAsync(new ArticleInput(title, ""));

        var (articles, total) = await _store.ListAsync(offset, count);

        string.Join(' ', articles.Select(article => article.Title)).ShouldBe(titles);
        total.ShouldBe(3);
    }

    [RequiringFact]
    public async Task A_store_without_articles_lists_none()
    {
        var (articles, total) = await _store.ListAsync(0, 10);

        articles.ShouldBeEmpty();
        total.ShouldBe(0);
    }

    [RequiringFact]
    public async Task Text_of_every_script_is_kept()
    {
        var input = new ArticleInput("Zürich, 東京, 🙂", "'; DROP TABLE articles; --");

        var added = await _store.AddAsync(input);

        (await _store.FindAsync(added.Id)).ShouldBe(new Article(added.Id, input.Title, input.Content, Version: 1));
    }
}
