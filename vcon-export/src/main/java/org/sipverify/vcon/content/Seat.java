package org.sipverify.vcon.content;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.sipverify.vcon.content.RecordedLeg.Passed;

/**
 * Where a leg belongs in a call: who is at its other end, whom that one is connected with, and in whose place he is. A
 * transfer that this server carries out gives one side a new leg, after the call was answered.
 *
 * @param peer who is at the other end, by the place in the list of parties
 * @param opposite whom he is connected with, likewise
 * @param side caller or callee: the one he is, or whose place he has taken
 */
record Seat(int peer, int opposite, String side) {
    static final Seat CALLER = new Seat(PartyList.CALLER, PartyList.CALLEE, "caller");
    private static final Seat CALLEE = new Seat(PartyList.CALLEE, PartyList.CALLER, "callee");

    /**
     * The seat of the leg that comes after these, the caller's first.
     *
     * @param begun when its INVITE was sent
     */
    static Seat after(List<RecordedLeg> before, Instant begun) {
        var last = before.stream()
                .skip(1)
                .filter(leg ->
                        leg.isAnswered() && leg.answer().orElseThrow().time().isBefore(begun))
                .reduce((first, second) -> second);
        if (last.isEmpty()) {
            return CALLEE;
        }
        var from = transferor(before, begun)
                .map(RecordedLeg::seat)
                .orElse(last.get().seat());
        var stays = from.side().equals(CALLER.side()) ? last.get().seat() : CALLER;
        long others = before.stream().filter(RecordedLeg::isTransferred).count();
        return new Seat(PartyList.SERVER + 1 + (int) others, stays.peer(), from.side());
    }

    /** Who asked for the transfer: the last REFER before the INVITE that came of it. */
    private static Optional<RecordedLeg> transferor(List<RecordedLeg> before, Instant begun) {
        return before.stream()
                .filter(leg -> leg.referred(begun).isPresent())
                .max(Comparator.comparing(
                        leg -> leg.referred(begun).map(Passed::time).orElseThrow()));
    }

    boolean isTransferred() {
        return peer > PartyList.SERVER;
    }
}
