/**
 * Has the credentials of a call verified: {@link org.sipverify.verifier.Verifier} is the interface, {@link
 * org.sipverify.verifier.Verification} the result. The packages below know HTTP and PASSporTs; none of them knows SIP
 * or policy.
 */
@NullMarked
package org.sipverify.verifier;

import org.jspecify.annotations.NullMarked;
