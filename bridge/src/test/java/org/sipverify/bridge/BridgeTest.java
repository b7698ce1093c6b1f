package org.sipverify.bridge;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.sipverify.bridge.LegEvent.Answered;
import org.sipverify.bridge.LegEvent.Asked;
import org.sipverify.bridge.LegEvent.Confirmed;
import org.sipverify.bridge.LegEvent.HungUp;
import org.sipverify.bridge.LegEvent.Left;
import org.sipverify.bridge.LegEvent.Progress;
import org.sipverify.bridge.LegEvent.Question;
import org.sipverify.bridge.LegEvent.Refused;
import org.sipverify.bridge.LegEvent.Reply;

/** What one leg says to the other, and what is too late. */
class BridgeTest {
    private static final Status RINGING = new Status(180, "Ringing");
    private static final Status BUSY = new Status(486, "Busy Here");

    private final List<String> seen = new ArrayList<>();
    private final List<LegEvent> heardByCaller = new ArrayList<>();
    private final List<LegEvent> heardByCallee = new ArrayList<>();
    private Consumer<LegEvent> caller;
    private Consumer<LegEvent> callee;
    private final Bridge bridge = Bridge.between(
            says -> {
                caller = says;
                return heardByCaller::add;
            },
            says -> {
                callee = says;
                return heardByCallee::add;
            },
            new Seen());

    @Test
    void passesOnWhatIsSaidUntilOneHangsUp() {
        bridge.call(Content.NONE);
        var progress = new Progress("b", RINGING, Content.NONE, Optional.empty());
        var answered = new Answered("b", Content.NONE);
        var confirmed = new Confirmed(Content.NONE);
        var hungUp = new HungUp(Status.OK, Content.NONE);
        callee.accept(new LegEvent.Dialled("1", "bob"));
        callee.accept(progress);
        callee.accept(answered);
        caller.accept(confirmed);
        callee.accept(hungUp);
        caller.accept(new Left());
        callee.accept(new Left());
        callee.accept(new Left());

        assertEquals(List.of(progress, answered, hungUp), heardByCaller);
        assertEquals(List.of(new LegEvent.Called(Content.NONE), confirmed), heardByCallee);
        assertEquals(List.of("1 bob", "180", "answered", "confirmed", "CALLEE 200 true", "over"), seen);
    }

    @Test
    void anAnswerThatCrossesTheCancelIsDropped() {
        caller.accept(new HungUp(new Status(487, "Request Terminated"), Content.NONE));
        callee.accept(new Answered("b", Content.NONE));
        callee.accept(new HungUp(Status.OK, Content.NONE));

        assertEquals(List.of(), heardByCaller);
        assertEquals(List.of("CALLER 487 false"), seen);
    }

    @Test
    void aRefusalEndsTheCall() {
        callee.accept(new Refused(BUSY, Content.NONE));
        caller.accept(new HungUp(Status.OK, Content.NONE));

        assertEquals(List.of(new Refused(BUSY, Content.NONE)), heardByCaller);
        assertEquals(List.of("CALLEE 486 false"), seen);
    }

    @Test
    void whoAsksAfterTheEndIsToldSo() {
        var replies = new ArrayList<Reply>();
        caller.accept(new HungUp(Status.OK, Content.NONE));
        callee.accept(new Asked("b", Asked.Kind.INFO, Content.NONE, new Question() {
            @Override
            public void answer(Reply reply) {
                replies.add(reply);
            }

            @Override
            public void onCancel(Runnable action) {}
        }));

        assertEquals(List.of(new Reply(Status.GONE, Content.NONE)), replies);
    }

    @Test
    void theServerEndsItForBoth() {
        bridge.end(BUSY);
        assertEquals(List.of(new Refused(BUSY, Content.NONE)), heardByCaller);
        assertEquals(List.of(new HungUp(BUSY, Content.NONE)), heardByCallee);
        bridge.end(BUSY);
        assertEquals(List.of("SERVER 486 false"), seen);
    }

    @Test
    void theServerHangsUpOnAnAnsweredCall() {
        callee.accept(new Answered("b", Content.NONE));
        bridge.end(BUSY);
        assertEquals(new HungUp(BUSY, Content.NONE), heardByCaller.get(1));
        assertEquals(List.of("answered", "SERVER 486 true"), seen);
    }

    private final class Seen implements CallWatcher {
        @Override
        public void dialled(String id, String target) {
            seen.add(id + " " + target);
        }

        @Override
        public void progress(Status status) {
            seen.add(Integer.toString(status.code()));
        }

        @Override
        public void answered() {
            seen.add("answered");
        }

        @Override
        public void confirmed() {
            seen.add("confirmed");
        }

        @Override
        public void transferred(Party by) {
            seen.add(by + " transferred");
        }

        @Override
        public void ended(CallEnd end) {
            seen.add(end.by() + " " + end.why().code() + " " + end.wasAnswered());
        }

        @Override
        public void over() {
            seen.add("over");
        }
    }
}
