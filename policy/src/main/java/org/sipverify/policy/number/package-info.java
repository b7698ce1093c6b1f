/** Many numbers, asked at once: {@link org.sipverify.policy.number.NumberSet}. */
@NullMarked
package org.sipverify.policy.number;

import org.jspecify.annotations.NullMarked;
