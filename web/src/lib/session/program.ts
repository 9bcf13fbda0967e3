// What somebody signed in with, in words they know it by: bowser reads what browsers say of themselves.
import Bowser from 'bowser';

/**
 * @param userAgent as the browser sent it, up to what the api keeps
 * @returns such as “Firefox on Windows”; what cannot be told apart is shown as it came
 */
export function programOf(userAgent: string): string {
  if (userAgent === '') return 'A program that does not say what it is';
  const { browser, os } = Bowser.parse(userAgent);
  if (!browser.name) return userAgent;
  return os.name ? `${browser.name} on ${os.name}` : browser.name;
}
