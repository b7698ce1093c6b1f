package org.sipverify.sip.leg;

import java.util.Optional;
import java.util.OptionalLong;
import org.sipverify.bridge.LegEvent.Progress;
import org.sipverify.bridge.LegEvent.Receipt;
import org.sipverify.bridge.Status;
import org.sipverify.sip.client.Response;
import org.sipverify.sip.dialog.OptionTags;
import org.sipverify.sip.dialog.RAck;

/** The provisional responses of one early dialog of a callee: reliable ones once and in order (RFC 3262 section 4). */
final class ReceivedProgress {
    private final String end;
    private final OwnRequests requests;
    private OptionalLong last = OptionalLong.empty();

    ReceivedProgress(String end, OwnRequests requests) {
        this.end = end;
        this.requests = requests;
    }

    /** What the caller hears of it; empty if it has come before, or one before it has not: then it comes again. */
    Optional<Progress> of(Response response) {
        var number = number(response);
        if (number.isEmpty()) {
            return Optional.of(plain(end, response));
        }
        if (last.isPresent() && number.getAsLong() != last.getAsLong() + 1) {
            return Optional.empty();
        }
        last = number;
        var rack = new RAck(number.getAsLong(), response.cseq());
        return Optional.of(
                progress(end, response, Optional.of((content, question) -> requests.prack(rack, content, question))));
    }

    /** What the caller hears of one that is not reliable. */
    static Progress plain(String end, Response response) {
        return progress(end, response, Optional.empty());
    }

    private static Progress progress(String end, Response response, Optional<Receipt> receipt) {
        return new Progress(
                end,
                new Status(response.status(), response.reason()),
                PassedFields.USUAL.of(response.headers(), response.body()),
                receipt);
    }

    /** Its RSeq; empty if it is not reliable, which one without a valid number cannot be. */
    private static OptionalLong number(Response response) {
        return OptionTags.requires(response.headers(), OptionTags.RELIABLE)
                ? response.headers()
                        .first("RSeq")
                        .map(String::strip)
                        .filter(value -> value.matches("[0-9]{1,10}"))
                        .map(value -> OptionalLong.of(Long.parseLong(value)))
                        .orElse(OptionalLong.empty())
                : OptionalLong.empty();
    }
}
