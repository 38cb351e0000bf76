/** Shown until the first phone is on the table. */
export function Welcome() {
  return (
    <div class="welcome" role="status">
      <div class="pulse" />
      <p>正在拿出手机…</p>
    </div>
  );
}
