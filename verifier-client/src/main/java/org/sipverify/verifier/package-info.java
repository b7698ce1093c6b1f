/**
 * Has the credentials of a call verified: {@link org.sipverify.verifier.Verifier} is the question, {@link
 * org.sipverify.verifier.Verification} the finding. The rooms below know HTTP and PASSporTs; nobody here knows
 * SIP or policy.
 */
@NullMarked
package org.sipverify.verifier;

import org.jspecify.annotations.NullMarked;
