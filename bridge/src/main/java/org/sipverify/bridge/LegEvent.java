package org.sipverify.bridge;

import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/** What a leg says: to the other leg, except for {@link Dialled}, {@link Transfer} and {@link Left}. */
public sealed interface LegEvent {

    /** The caller calls. */
    record Called(Content content) implements LegEvent {}

    /**
     * One way to the callee is tried now. For those who watch the call; the caller hears nothing of it.
     *
     * @param id what the messages of this try have in common
     * @param target where it goes
     */
    record Dialled(String id, String target) implements LegEvent {}

    /**
     * The callee has not answered yet.
     *
     * @param end which end says so: a call that rings in several places has several, each with a session of its own
     * @param receipt to be confirmed when the caller has heard it; empty if the callee does not ask for that
     */
    record Progress(String end, Status status, Content content, Optional<Receipt> receipt) implements LegEvent {}

    /** Takes the confirmation that progress has arrived at the caller. */
    @FunctionalInterface
    interface Receipt {
        /**
         * It has arrived.
         *
         * @param question answered when this is known to the callee, with its part if the content begins a session
         */
        void confirm(Content content, Question question);
    }

    /**
     * The callee has answered; the caller confirms it.
     *
     * @param end as in {@link Progress}
     */
    record Answered(String end, Content content) implements LegEvent {}

    /** The other side's last answer has arrived: that of the call, or to a {@link Asked.Kind#MODIFY}. */
    record Confirmed(Content content) implements LegEvent {}

    /**
     * The callee does not take the call.
     *
     * @param isOwn whether the leg itself says so, and not the callee
     */
    record Refused(Status status, Content content, boolean isOwn) implements LegEvent {
        /** As the callee says. */
        public Refused(Status status, Content content) {
            this(status, content, false);
        }
    }

    /** This side has left the call, or gives up trying to make it. */
    record HungUp(Status why, Content content) implements LegEvent {}

    /** Nothing is left of this leg: it has said its last word and had its last answer. */
    record Left() implements LegEvent {}

    /**
     * One side asks the other for something within the call.
     *
     * @param end as in {@link Progress}; it matters only before the callee has answered
     * @param question to be answered once
     */
    record Asked(String end, Kind kind, Content content, Question question) implements LegEvent {

        /** What may be asked. */
        public enum Kind {
            /** Another session, with an answer that is confirmed. */
            MODIFY,
            /** Another session or none, with an answer that is not confirmed. */
            UPDATE,
            INFO,
            MESSAGE,
            NOTIFY,
            OPTIONS,
            TRANSFER
        }
    }

    /**
     * This side wants another leg to take its place in the call.
     *
     * @param successor makes that leg, which says what happens on its side to the consumer and does nothing before it
     *     hears {@link Called}. It comes to terms with the side that stays before it says {@link Answered}, and is the leg
     *     of its side from then on
     * @param content for {@link Called}
     */
    record Transfer(Function<Consumer<LegEvent>, Leg> successor, Content content, Report report) implements LegEvent {

        /** Is told how the transfer goes. */
        public interface Report {
            /** The successor has not answered yet. */
            void progress(Status status);

            /**
             * It is over. After a success the leg that asked for it is not part of the call any more, and is to end by
             * itself; otherwise nothing has changed.
             */
            void ended(Status status);
        }
    }

    /** What a side says to what it was asked. */
    record Reply(Status status, Content content) {}

    /** Something that was asked for, until it is answered. */
    interface Question {
        /** One whose answer is of no interest. */
        Question NONE = new Question() {
            @Override
            public void answer(Reply reply) {}

            @Override
            public void onCancel(Runnable action) {}
        };

        /** Answers it. */
        void answer(Reply reply);

        /** Runs the action if the side that asked takes it back before it is answered. */
        void onCancel(Runnable action);
    }
}
