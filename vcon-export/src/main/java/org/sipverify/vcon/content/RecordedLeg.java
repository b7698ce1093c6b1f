package org.sipverify.vcon.content;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.sipverify.vcon.call.RecordedMessage;
import org.sipverify.vcon.call.RecordedMessage.Direction;
import org.sipverify.vcon.call.Recording;
import org.sipverify.vcon.sip.SipText;

/** The messages of one leg, read. */
final class RecordedLeg {
    private final List<Passed> messages = new ArrayList<>();
    private final Passed invite;
    private final Optional<Passed> answer;

    /** One message and what it says. */
    record Passed(RecordedMessage message, SipText text) {
        Instant time() {
            return message.time();
        }

        boolean isReceived() {
            return message.direction() == Direction.RECEIVED;
        }

        boolean answersInvite() {
            return text.status() >= 200 && text.cseqMethod().equals("INVITE");
        }
    }

    RecordedLeg(Recording call) {
        for (var captured : call.messages()) {
            messages.add(
                    new Passed(captured.message(), SipText.of(captured.message().bytes())));
        }
        messages.sort(Comparator.comparing(Passed::time)); // stable: those of one instant stay as they came
        invite = messages.stream()
                .filter(it -> it.text().method().equals("INVITE"))
                .findFirst()
                .orElseGet(() -> messages.get(0));
        answer = messages.stream().filter(Passed::answersInvite).findFirst();
    }

    List<Passed> messages() {
        return messages;
    }

    Passed invite() {
        return invite;
    }

    /** The final response to the INVITE. */
    Optional<Passed> answer() {
        return answer;
    }
}
