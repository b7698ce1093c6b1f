package org.sipverify.vcon.content;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import org.sipverify.vcon.call.RecordedMessage;
import org.sipverify.vcon.call.RecordedMessage.Direction;
import org.sipverify.vcon.call.Recording;
import org.sipverify.vcon.sip.SipText;

/** The messages of one leg, read. */
final class RecordedLeg {
    private final int dialog;
    private final Seat seat;
    private final List<Passed> messages;
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

    private RecordedLeg(List<RecordedLeg> before, List<Passed> messages) {
        this.dialog = before.size();
        this.messages = messages;
        this.invite = messages.stream()
                .filter(it -> it.text().method().equals("INVITE"))
                .findFirst()
                .orElseGet(() -> messages.get(0));
        this.answer = messages.stream()
                .filter(it -> it.answersInvite() && it.text().status() < 300)
                .findFirst()
                .or(() -> messages.stream().filter(Passed::answersInvite).reduce((first, last) -> last));
        this.seat = before.isEmpty() ? Seat.CALLER : Seat.after(before, invite.time());
    }

    /**
     * The caller's leg, those of a bridged call towards the callee in the order in which they were tried, and those that
     * a transfer added.
     */
    static List<RecordedLeg> of(Recording call) {
        var byCallId = new LinkedHashMap<String, List<Passed>>();
        call.messages().stream()
                .map(captured -> new Passed(
                        captured.message(), SipText.of(captured.message().bytes())))
                .sorted(Comparator.comparing(Passed::time)) // stable: those of one instant stay as they came
                .forEach(passed -> byCallId.computeIfAbsent(legOf(call, passed), callId -> new ArrayList<>())
                        .add(passed));
        var legs = new ArrayList<RecordedLeg>();
        byCallId.values().forEach(messages -> legs.add(new RecordedLeg(legs, messages)));
        return legs;
    }

    /** What names no other call belongs to the caller's leg: it was matched with that when it came. */
    private static String legOf(Recording call, Passed passed) {
        return call.isBridged() ? passed.text().callId() : "";
    }

    /** Which of the dialogs of the vCon it is; 0 is the caller's. */
    int dialog() {
        return dialog;
    }

    boolean isCallers() {
        return dialog == 0;
    }

    Seat seat() {
        return seat;
    }

    /** Who is at the other end of it. */
    int peer() {
        return seat.peer();
    }

    /** Whether it came of a transfer. */
    boolean isTransferred() {
        return seat.isTransferred();
    }

    /** The last REFER of its peer before that time. */
    Optional<Passed> referred(Instant end) {
        return messages.stream()
                .filter(it -> it.isReceived()
                        && it.text().method().equals("REFER")
                        && !it.time().isAfter(end))
                .reduce((first, last) -> last);
    }

    boolean isAnswered() {
        return answer.filter(it -> it.text().status() < 300).isPresent();
    }

    /** The BYE that ended it. */
    Optional<Passed> bye() {
        return messages.stream().filter(it -> it.text().method().equals("BYE")).findFirst();
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
