/** What a caller offers as proof, and how it is read: the PASSporT (RFC 8225) and the SIP header fields it comes in. */
@NullMarked
package org.sipverify.verifier.credentials;

import org.jspecify.annotations.NullMarked;
