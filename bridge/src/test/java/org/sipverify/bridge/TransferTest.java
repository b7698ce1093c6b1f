package org.sipverify.bridge;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.sipverify.bridge.LegEvent.Answered;
import org.sipverify.bridge.LegEvent.Asked;
import org.sipverify.bridge.LegEvent.Called;
import org.sipverify.bridge.LegEvent.Confirmed;
import org.sipverify.bridge.LegEvent.Dialled;
import org.sipverify.bridge.LegEvent.HungUp;
import org.sipverify.bridge.LegEvent.Left;
import org.sipverify.bridge.LegEvent.Progress;
import org.sipverify.bridge.LegEvent.Question;
import org.sipverify.bridge.LegEvent.Refused;
import org.sipverify.bridge.LegEvent.Transfer;

/** A side has its place taken by another leg. */
class TransferTest {
    private static final Status RINGING = new Status(180, "Ringing");
    private static final Status BUSY = new Status(486, "Busy Here");
    private static final HungUp BYE = new HungUp(Status.OK, Content.NONE);

    private final List<String> seen = new ArrayList<>();
    private final List<String> reported = new ArrayList<>();
    private final List<LegEvent> heardByCaller = new ArrayList<>();
    private final List<LegEvent> heardByCallee = new ArrayList<>();
    private final List<LegEvent> heardByThird = new ArrayList<>();
    private Consumer<LegEvent> caller;
    private Consumer<LegEvent> callee;
    private Consumer<LegEvent> third;
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

    @BeforeEach
    void connect() {
        callee.accept(new Answered("b", Content.NONE));
        caller.accept(new Confirmed(Content.NONE));
        for (var heard : List.of(heardByCaller, heardByCallee, seen)) {
            heard.clear();
        }
    }

    private void transfer(Consumer<LegEvent> side) {
        side.accept(new Transfer(
                says -> {
                    third = says;
                    return heardByThird::add;
                },
                Content.NONE,
                new Reported()));
    }

    private static Asked asking(Asked.Kind kind) {
        return new Asked("c", kind, Content.NONE, Question.NONE);
    }

    @Test
    void theSuccessorTakesThePlaceWhenItHasAnswered() {
        transfer(callee);
        third.accept(new Dialled("2", "carol"));
        third.accept(new Progress("c", RINGING, Content.NONE, Optional.empty()));
        var offer = asking(Asked.Kind.MODIFY);
        third.accept(offer);
        third.accept(new Confirmed(Content.NONE));
        third.accept(new Answered("c", Content.NONE));
        var info = asking(Asked.Kind.INFO);
        caller.accept(info);
        callee.accept(BYE);
        callee.accept(new Left());
        third.accept(BYE);
        third.accept(new Left());
        caller.accept(new Left());

        assertEquals(List.of(offer, new Confirmed(Content.NONE), BYE), heardByCaller);
        assertEquals(List.of(new Called(Content.NONE), info), heardByThird);
        assertEquals(List.of(), heardByCallee);
        assertEquals(List.of("180", "ended 200"), reported);
        assertEquals(List.of("2 carol", "CALLEE transferred", "CALLEE 200 true", "over"), seen);
    }

    @Test
    void theCallerMayHaveItsPlaceTakenToo() {
        transfer(caller);
        third.accept(new Answered("c", Content.NONE));
        callee.accept(BYE);

        assertEquals(List.of(new Called(Content.NONE), BYE), heardByThird);
        assertEquals(List.of(), heardByCaller);
        assertEquals(List.of("CALLER transferred", "CALLEE 200 true"), seen);
    }

    @Test
    void theCallGoesOnWhenNothingComesOfIt() {
        transfer(callee);
        third.accept(new Refused(BUSY, Content.NONE));
        third.accept(new Left());
        var info = asking(Asked.Kind.INFO);
        caller.accept(info);
        callee.accept(BYE);

        assertEquals(List.of(info), heardByCallee);
        assertEquals(List.of(BYE), heardByCaller);
        assertEquals(List.of("ended 486"), reported);
        assertEquals(List.of("CALLEE 200 true"), seen);
    }

    @Test
    void theSideThatStaysHangsUpOnBoth() {
        transfer(callee);
        caller.accept(BYE);
        third.accept(new Answered("c", Content.NONE));

        assertEquals(List.of(BYE), heardByCallee);
        assertEquals(List.of(new Called(Content.NONE), BYE), heardByThird);
        assertEquals(List.of("ended 487"), reported);
        assertEquals(List.of("CALLER 200 true"), seen);
    }

    @Test
    void whoLeavesTheCallToTheSuccessorDoesNotEndIt() {
        transfer(callee);
        callee.accept(BYE);
        callee.accept(new Left());
        third.accept(new Answered("c", Content.NONE));
        caller.accept(BYE);

        assertEquals(List.of(), heardByCaller);
        assertEquals(BYE, heardByThird.get(1));
        assertEquals(List.of("CALLEE transferred", "CALLER 200 true"), seen);
    }

    @Test
    void aSuccessorThatRefusesWhenNobodyElseIsThereEndsTheCall() {
        transfer(callee);
        callee.accept(BYE);
        third.accept(new Refused(BUSY, Content.NONE));

        assertEquals(List.of(new HungUp(BUSY, Content.NONE)), heardByCaller);
        assertEquals(List.of("CALLEE 486 true"), seen);
    }

    @Test
    void theServerEndsItForAllThree() {
        transfer(callee);
        bridge.end(BUSY);

        var hungUp = new HungUp(BUSY, Content.NONE);
        assertEquals(List.of(hungUp), heardByCaller);
        assertEquals(List.of(hungUp), heardByCallee);
        assertEquals(hungUp, heardByThird.get(1));
    }

    @Test
    void oneAtATime() {
        transfer(callee);
        transfer(caller);

        assertEquals(List.of("ended 491"), reported);
        assertEquals(1, heardByThird.size());
    }

    private final class Reported implements Transfer.Report {
        @Override
        public void progress(Status status) {
            reported.add(Integer.toString(status.code()));
        }

        @Override
        public void ended(Status status) {
            reported.add("ended " + status.code());
        }
    }

    private final class Seen implements CallWatcher {
        @Override
        public void dialled(String id, String target) {
            seen.add(id + " " + target);
        }

        @Override
        public void progress(Status status) {}

        @Override
        public void answered() {}

        @Override
        public void confirmed() {}

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
