package org.sipverify.verifier.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.sipverify.verifier.NoVerdict.VERIFIER_ERROR;
import static org.sipverify.verifier.Samples.CALL;
import static org.sipverify.verifier.Samples.JWT;
import static org.sipverify.verifier.Samples.credentials;

import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.sipverify.verifier.Verification;
import org.sipverify.verifier.Verifier;

class ConcurrencyLimitTest {
    @Test
    void oneTooManyIsToldAtOnce() throws Exception {
        var inner = new AtomicReference<Verification>();
        var self = new AtomicReference<Verifier>();
        self.set(new ConcurrencyLimit(
                (credentials, call) -> {
                    inner.set(self.get().verify(credentials, call));
                    return Verification.valid("");
                },
                1));

        assertEquals(Verification.valid(""), self.get().verify(credentials(JWT), CALL));
        assertEquals(Verification.error(VERIFIER_ERROR), inner.get());
    }

    @Test
    void aCancelledQuestionFreesItsPlace() throws Exception {
        var limit = new ConcurrencyLimit(
                (credentials, call) -> {
                    throw new InterruptedException();
                },
                1);

        assertThrows(InterruptedException.class, () -> limit.verify(credentials(JWT), CALL));
        assertThrows(InterruptedException.class, () -> limit.verify(credentials(JWT), CALL));
    }
}
