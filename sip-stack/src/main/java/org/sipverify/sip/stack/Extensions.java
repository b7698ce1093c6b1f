package org.sipverify.sip.stack;

import java.util.List;
import java.util.Set;
import org.sipverify.sip.Answer;
import org.sipverify.sip.Headers;
import org.sipverify.sip.Invite;
import org.sipverify.sip.dialog.OptionTags;

/** The option tags of Require, of which this server supports none but in a bridged call. */
final class Extensions {
    /** Bad Extension. */
    static final int BAD_EXTENSION = 420;

    /** Cancelled, our own bug, no room: these say more than 420 would. */
    private static final Set<Integer> OWN = Set.of(487, 500, 503);

    /**
     * The answer to an INVITE that may require extensions: a redirect ignores them (RFC 3261 section 8.3), and a
     * rejection gives way to 420 (section 8.2.2.3).
     */
    static Answer heeded(Invite invite, Answer answer) {
        if (answer.status() < 400 || OWN.contains(answer.status())) {
            return answer;
        }
        var required = OptionTags.required(invite.headers());
        return required.isEmpty()
                ? answer
                : new Answer(BAD_EXTENSION, "Bad Extension", unsupported(required), Headers.NONE);
    }

    static Headers unsupported(List<String> required) {
        return Headers.NONE.with("Unsupported", String.join(", ", required));
    }

    private Extensions() {}
}
