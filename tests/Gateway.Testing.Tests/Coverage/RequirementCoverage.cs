namespace Gateway.Testing.Tests.Coverage;

/// <summary>What no exchange can show, and the test that shows it: a file below <c>tests</c> and a method in it.</summary>
internal static class RequirementCoverage
{
    public static readonly IReadOnlyDictionary<string, (string File, string Test)> Tests = new Dictionary<string, (string, string)>
    {
        ["W-02"] = ("Gateway.AspNetCore.Tests/Execution/ConcurrencyTests.cs", "Two_hundred_requests_at_once_each_get_their_own_answer"),
        ["W-29"] = ("Gateway.AspNetCore.Tests/Requests/GatewayKeysTests.cs", "The_options_set_multiprocess_and_add_entries"),
        ["W-39"] = ("Gateway.Abstractions.Tests/Input/LinesTests.cs", "Lines_keep_their_line_ends"),
        ["W-43"] = ("Gateway.Abstractions.Tests/Input/LinesTests.cs", "A_line_that_is_too_long_comes_in_pieces_and_nothing_is_lost"),
        ["W-54"] = ("Gateway.AspNetCore.Tests/Requests/ErrorsTests.cs", "Each_line_becomes_one_record"),
        ["W-56"] = ("Gateway.AspNetCore.Tests/Requests/ErrorsTests.cs", "Two_requests_do_not_write_into_one_line"),
        ["W-74"] = ("Gateway.Testing.Tests/Clients/KeptExceptionTests.cs", "The_exception_is_not_kept_after_the_call"),
        ["W-113"] = ("Gateway.AspNetCore.Tests/Responses/DisconnectTests.cs", "A_reset_stops_a_body_that_ticks"),
        ["W-134"] = ("Gateway.AspNetCore.Tests/Execution/SerialTests.cs", "One_request_at_a_time_is_served_until_its_body_is_closed"),
        ["W-135"] = ("Gateway.AspNetCore.Tests/Execution/BlockingAppTests.cs",
            "Forty_requests_that_block_do_not_hold_up_an_asynchronous_neighbour"),
        // What the server under the host decides alone: one for each group that has such cases.
        ["A17"] = ("Gateway.AspNetCore.Tests/Requests/MethodTests.cs", "Too_many_or_too_long_headers_never_reach_the_app"),
        ["B33"] = ("Gateway.AspNetCore.Tests/Requests/MethodTests.cs", "A_malformed_request_never_reaches_the_app"),
        ["D65"] = ("Gateway.AspNetCore.Tests/Responses/HeaderTests.cs", "Date_and_server_are_sent_once_whoever_sets_them"),

        ["B35"] = ("Gateway.AspNetCore.Tests/WebSockets/UpgradeTests.cs", "Over_http_2_an_app_without_websockets_opens_no_tunnel"),
        ["C46"] = ("Gateway.Abstractions.Tests/Input/LinesTests.cs", "A_line_that_is_too_long_comes_in_pieces_and_nothing_is_lost"),
        ["E83"] = ("Gateway.AspNetCore.Tests/Responses/WriteTests.cs", "Write_waits_for_a_slow_client_and_stops_for_one_that_has_left"),

        // A block is a struct: what is null elsewhere is an empty block here.
        ["E85"] = ("Gateway.AspNetCore.Tests/Responses/FramingTests.cs", "An_empty_block_does_not_end_the_body"),
        ["G100"] = ("Gateway.AspNetCore.Tests/Execution/BlockingAppTests.cs",
            "Forty_requests_that_block_do_not_hold_up_an_asynchronous_neighbour"),
        ["G108"] = ("Gateway.AspNetCore.Tests/Requests/PathTests.cs", "A_line_break_in_the_path_reaches_no_line_of_the_log"),
        ["C41"] = ("Gateway.AspNetCore.Tests/Requests/InputFailureTests.cs",
            "A_body_over_the_limit_is_answered_413_even_if_the_app_swallows_it"),
        ["C45"] = ("Gateway.AspNetCore.Tests/Requests/InputFailureTests.cs",
            "A_body_that_comes_too_slowly_is_answered_408_even_if_the_app_swallows_it"),
        ["G103"] = ("Gateway.AspNetCore.Tests/Execution/ConcurrencyTests.cs",
            "Pipelined_answers_stay_paired_with_their_requests_when_one_fails"),
        ["G104"] = ("Gateway.AspNetCore.Tests/Execution/ConcurrencyTests.cs", "The_request_after_a_malformed_one_is_never_run"),
        ["G99"] = ("Gateway.AspNetCore.Tests/Responses/DisconnectTests.cs", "A_client_that_reads_too_slowly_is_dropped"),
    };
}
