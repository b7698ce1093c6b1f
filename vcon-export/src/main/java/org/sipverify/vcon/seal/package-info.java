/** Signs and encrypts vCons (JWS and JWE in general JSON serialisation), and opens what was sealed. */
@NullMarked
package org.sipverify.vcon.seal;

import org.jspecify.annotations.NullMarked;
